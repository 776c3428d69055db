// Two frameworks or jurisdictions in the six patterns.
'use strict';
(() => {
  const { data, engine, state, page } = globalThis.interlex;
  const { nodes, label } = engine;
  const { el } = state;
  const form = document.getElementById('ask');
  const answer = document.getElementById('answer');
  const PATTERNS = ['Objectives', 'Principles and values', 'Approach', 'Binding nature', 'Level of integration', 'Components'];

  // The short name first: it is what people type to jump in a list, and what is seen where a long name is cut.
  const whole = (at) => (label(at) === nodes[at].name ? label(at) : `${label(at)}: ${nodes[at].name}`);
  const byName = (a, b) => whole(a).localeCompare(whole(b), 'en');
  const group = (words, list) => el('optgroup', { label: words }, list.sort(byName).map((at) => el('option', { value: nodes[at].id }, whole(at))));
  const all = [...nodes.keys()];
  const select = (name, words) => {
    const control = el('select', { name, change: () => state.change({ [name]: control.value }) }, el('option', { value: '' }, 'choose …'),
      group('Jurisdictions', all.filter(engine.isPlace)), group('Frameworks', all.filter(engine.isFramework)));
    return el('label', {}, `${words} `, control);
  };
  form.addEventListener('submit', (event) => event.preventDefault());
  form.append(select('a', 'Compare'), select('b', 'with'), state.dayControl());
  form.hidden = false;

  const term = (pattern, value) => [data.objectives[value]?.[1], data.principles[value]?.[1], data.approach[value], data.binding[value], data.integration[value], data.components[value]][pattern];
  const words = (pattern, value) => {
    if (value === null) return 'not assessed';
    if (!Array.isArray(value)) return term(pattern, value);
    return value.length ? value.map((it) => term(pattern, it)).join(', ') : 'none';
  };
  function difference(pattern, found, a, b) {
    const parts = [['shared', found.shared], [`only ${label(a)}`, found.onlyA], [`only ${label(b)}`, found.onlyB]];
    return parts.filter(([, list]) => list && list.length).map(([name, list]) => `${name}: ${list.map((it) => term(pattern, it)).join(', ')}`).join('; ');
  }
  function table(a, b, layer, day) {
    const [left, right] = [a, b].map((at) => engine.profile(at, layer, day));
    const id = layer === null ? 'patterns' : engine.LAYERS[layer];
    const caption = layer === null ? 'The six patterns' : `The six patterns, ${id} layer`;
    const rows = PATTERNS.map((pattern, at) => {
      const found = engine.compare(left.values[at], right.values[at]);
      return el('tr', {}, el('th', { scope: 'row' }, pattern), el('td', {}, words(at, left.values[at])), el('td', {}, words(at, right.values[at])),
        el('td', { 'data-verdict': found.verdict }, el('strong', {}, found.verdict), ' ', el('span', { class: 'dim' }, difference(at, found, a, b))));
    });
    const head = el('tr', {}, ['Pattern', label(a), label(b), 'Verdict'].map((name) => el('th', { scope: 'col' }, name)));
    const made = el('table', { id }, el('caption', { id: `${id}-caption` }, caption), el('thead', {}, head), el('tbody', {}, rows));
    const rests = [[a, left], [b, right]].filter(([at]) => engine.isPlace(at)).map(([at, { frameworks }]) => el('p', { class: 'dim' }, `${label(at)} rests on: `,
      frameworks.length ? frameworks.flatMap((it, place) => [place ? '; ' : '', state.nodeLink(it)]) : 'nothing recorded'));
    const wide = el('div', { class: 'wide', tabindex: '0', role: 'region', 'aria-labelledby': `${id}-caption` }, made);
    return el('section', {}, layer === null ? null : el('h2', {}, caption.replace('The six patterns, ', '').replace(/^./, (c) => c.toUpperCase())), wide, rests);
  }

  state.onChange((on) => {
    for (const name of ['a', 'b']) form.elements[name].value = engine.byId.has(on[name]) ? on[name] : '';
    const [a, b] = [on.a, on.b].map((id) => engine.byId.get(id)).map((at) => (at !== undefined && !engine.isBody(at) ? at : undefined));
    if (a === undefined || b === undefined) return answer.replaceChildren(el('p', { class: 'dim' }, 'Choose two frameworks or two jurisdictions.'));
    if (a === b) return answer.replaceChildren(el('p', {}, `${nodes[a].name} is chosen twice; choose what it should be compared with.`));
    const day = state.dayOf(on);
    const layers = engine.isPlace(a) || engine.isPlace(b) ? [0, 1, 2] : [null];
    document.title = `${label(a)} and ${label(b)} · interlex`;
    answer.replaceChildren(el('p', { class: 'lead' }, state.nodeLink(a), ' and ', state.nodeLink(b), `, as of ${state.dayText(day)}. The pages of the frameworks name the sources of each value. A research aid, not legal advice.`),
      ...layers.map((layer) => table(a, b, layer, day)));
    return answer.querySelectorAll('table').forEach(page.tools);
  });
  state.start();
})();
