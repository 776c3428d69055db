// The map: filters fade, a row or a line shows its evidence, arrow keys walk, buttons zoom.
'use strict';
(() => {
  const { data, engine, state, page, filters } = globalThis.interlex;
  const { nodes, links, label } = engine;
  const { el } = state;
  const stage = document.getElementById('stage');
  const panel = document.getElementById('panel');
  const svg = stage.querySelector('svg');
  const width = svg.viewBox.baseVal.width;
  const statuses = new Map(data.statuses);

  const items = [...svg.querySelectorAll('.framework, .institution, .card')].map((group) => {
    const ids = group.dataset.id.split(' ');
    const link = group.querySelector(':scope > a');
    return { group, link, nodes: ids.map((id) => engine.byId.get(id)).filter((at) => at !== undefined) };
  });
  const itemOf = new Map(items.filter((it) => it.link).flatMap((it) => it.nodes.map((at) => [at, it])));
  const drawn = [...svg.querySelectorAll('g.link')].map((group) => {
    const [from, to] = [engine.byId.get(group.dataset.from), engine.byId.get(group.dataset.to)];
    const family = group.parentNode.getAttribute('class');
    const stands = links.filter((link) => ((link.from === from && link.to === to) || (family !== 'reference' && link.from === to && link.to === from))
      && link.relation.group === family && link.relation.mechanism === group.dataset.kind && link.modality === 'existing');
    // A line is a pixel wide: the pointer gets more.
    const path = group.querySelector('path').cloneNode(false);
    path.setAttribute('class', 'hit');
    group.append(path);
    const line = { group, links: stands };
    group.addEventListener('click', () => stands.length && state.change({ link: stands[0].index, node: '' }));
    return line;
  });

  // Full names on hover; the picture itself shows short ones.
  for (const { link, nodes: [at] } of items) {
    if (!link || at === undefined || link.querySelector('title')) continue;
    const title = document.createElementNS('http://www.w3.org/2000/svg', 'title');
    title.textContent = nodes[at].name;
    link.prepend(title);
  }

  // Filters.
  function apply(on) {
    const day = state.dayOf(on);
    const shownNodes = new Set(nodes.keys().filter((at) => filters.passes(at, on)));
    const kept = new Set(on.relation ? [] : shownNodes);
    let lines = 0;
    for (const line of drawn) {
      const passing = line.links.filter((link) => filters.linkPasses(link, on));
      line.group.classList.toggle('faded', !passing.length);
      lines += passing.length ? 1 : 0;
      for (const link of passing) kept.add(link.from).add(link.to);
    }
    let rows = 0;
    let all = 0;
    for (const item of items) {
      const isCard = item.group.classList.contains('card');
      const shown = item.nodes.some((at) => kept.has(at)) || (isCard && !item.nodes.length);
      (isCard ? item.link || item.group.firstElementChild : item.group).classList.toggle('faded', !shown);
      if (item.group.classList.contains('framework')) {
        all += 1;
        rows += shown ? 1 : 0;
      }
      if (item.link) item.link.dataset.shown = shown ? '' : 'no';
    }
    const undrawn = links.filter((link) => ['alignment', 'reference', 'conflict'].includes(link.relation.group) && link.modality === 'existing'
      && link.from !== link.to && filters.linkPasses(link, on) && !drawn.some((line) => line.links.includes(link)));
    const later = day === data.asOf ? '' : ` The picture is that of ${state.dayText(data.asOf)}: what was not yet there is faded.`;
    const missing = undrawn.length ? ` ${undrawn.length} links of that day are not in the picture; the list of links has them.` : '';
    filters.count.textContent = `${filters.words(rows, all, 'rows')} and ${filters.words(lines, drawn.length, 'lines')} stand out, as of ${state.dayText(day)}.${later}${missing}`;
  }

  // Evidence.
  const choose = (at) => el('button', { type: 'button', class: 'name', click: () => state.change({ node: nodes[at].id, link: '' }) }, label(at));
  const day = () => state.dayOf(state.read());
  function linkEntry(link, about) {
    const conflict = link.relation.group === 'conflict';
    const arrow = link.relation.group === 'reference' ? (link.from === about ? ' → ' : ' ← ') : ' – ';
    const ends = about === null ? [choose(link.from), link.relation.group === 'reference' ? ' → ' : ' – ', choose(link.to), ': '] : [];
    const relation = el('span', { class: conflict ? 'warn' : 'relation' }, link.relation.label);
    const other = about === null ? [] : [arrow, choose(link.from === about ? link.to : link.from)];
    const remark = link.modality === 'existing' ? '' : ` (${link.modality})`;
    const numbers = link.evidence.map((number) => el('sup', {}, el('a', { href: `sources.html#e${number}` }, String(number))));
    return [...ends, relation, ...other, remark, link.claim ? `. ${link.claim}` : '', ...numbers];
  }
  const close = page.button('Close', () => dismiss());
  function dismiss() {
    const { node } = state.read();
    state.change({ node: '', link: '' });
    itemOf.get(engine.byId.get(node))?.link.focus();
  }
  function showNode(at) {
    const node = nodes[at];
    const status = engine.statusOn(at, day());
    const facts = [node.type.replaceAll('_', ' '), status === null && !engine.isPlace(at) ? 'not yet there' : statuses.get(status),
      engine.isFramework(at) && node.patterns[3] !== null ? data.binding[node.patterns[3]] : ''].filter(Boolean).join(', ');
    const near = [...engine.leaving[at], ...engine.arriving[at]]
      .filter((link) => ['alignment', 'reference', 'conflict'].includes(link.relation.group) && engine.holds(link, day()));
    const list = near.length
      ? [el('h4', {}, `${near.length} links on ${state.dayText(day())}`), el('ul', {}, near.map((link) => el('li', {}, linkEntry(link, at))))]
      : [el('p', {}, 'No link that aligns, refers or conflicts on that day.')];
    panel.replaceChildren(close, el('h3', {}, node.name), el('p', { class: 'dim' }, facts),
      el('p', {}, el('a', { href: state.page(at) }, 'Everything recorded of it')), ...list,
      el('h4', {}, 'What its record rests on'), page.evidenceList(node.evidence));
  }
  function showLink(link) {
    const entries = drawn.find((line) => line.links.includes(link))?.links || [link];
    panel.replaceChildren(close, el('h3', {}, entries.length > 1 ? `${entries.length} links` : 'Link'),
      ...entries.flatMap((it) => [el('p', {}, linkEntry(it, null)), el('p', { class: 'dim' }, engine.LAYERS.filter((_, at) => it.layers & (1 << at)).join(', ')),
        page.evidenceList(it.evidence)]));
  }
  let shownKey = '';
  function choice(on) {
    const at = engine.byId.get(on.node);
    const link = /^\d+$/.test(on.link || '') ? links[Number(on.link)] : undefined;
    const key = `${at} ${link?.index} ${day()}`;
    svg.classList.toggle('chosen', at !== undefined || link !== undefined);
    for (const line of drawn) {
      const lit = link ? line.links.includes(link) : line.links.some((it) => it.from === at || it.to === at);
      line.group.classList.toggle('lit', lit);
    }
    const ends = link ? [link.from, link.to] : [at];
    for (const item of items) item.group.classList.toggle('lit', Boolean(item.link) && ends.some((end) => item.nodes.includes(end)));
    panel.hidden = at === undefined && link === undefined;
    if (key === shownKey) return;
    shownKey = key;
    if (at !== undefined) showNode(at);
    else if (link !== undefined) showLink(link);
    const item = itemOf.get(at ?? link?.from);
    if (item && !inView(item.group)) reveal(item.group);
  }
  function inView(group) {
    const [box, view] = [group.getBoundingClientRect(), stage.getBoundingClientRect()];
    return box.left >= view.left && box.right <= view.right && box.top >= view.top && box.bottom <= view.bottom;
  }
  function reveal(group) {
    const [box, view] = [group.getBoundingClientRect(), stage.getBoundingClientRect()];
    stage.scrollBy(box.left - view.left - view.width / 3, box.top - view.top - view.height / 3);
  }

  // Rows and cards: one stop for Tab, arrows between. The picture itself is none, though some browsers would make it one.
  svg.setAttribute('tabindex', '-1');
  const walk = items.filter((it) => it.link);
  walk.forEach((it) => it.link.setAttribute('tabindex', '-1'));
  walk[0]?.link.setAttribute('tabindex', '0');
  svg.addEventListener('focusin', (event) => {
    const found = walk.find((it) => it.link === event.target);
    if (!found) return;
    walk.forEach((it) => it.link.setAttribute('tabindex', it === found ? '0' : '-1'));
    if (!inView(found.group)) reveal(found.group);
  });
  svg.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    const here = walk.findIndex((it) => it.link === event.target);
    if (!step || here < 0) return;
    event.preventDefault();
    for (let at = here + step; at >= 0 && at < walk.length; at += step) {
      if (walk[at].link.dataset.shown !== 'no') return walk[at].link.focus({ preventScroll: true });
    }
  });
  svg.addEventListener('click', (event) => {
    const link = event.target.closest('a');
    const item = walk.find((it) => it.link === link);
    if (!item || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    state.change({ node: nodes[item.nodes[0]].id, link: '' });
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !panel.hidden && document.getElementById('sheet').hidden) dismiss();
  });

  // Zoom: the whole picture first, then as large as it was drawn and beyond.
  let zoom = 0;
  const least = () => Math.max(stage.clientWidth - 18, 300);
  function scale(to) {
    const middle = [(stage.scrollLeft + stage.clientWidth / 2) / stage.scrollWidth, (stage.scrollTop + stage.clientHeight / 2) / stage.scrollHeight];
    zoom = to;
    svg.style.width = zoom === 0 ? '100%' : `${Math.round(Math.min(width * 2, Math.max(least(), zoom)))}px`;
    stage.scrollTo(middle[0] * stage.scrollWidth - stage.clientWidth / 2, middle[1] * stage.scrollHeight - stage.clientHeight / 2);
  }
  const now = () => svg.getBoundingClientRect().width;
  const bar = el('p', { class: 'tools zoom' }, page.button('−', () => scale(now() / 1.4), 'Smaller'), page.button('+', () => scale(now() * 1.4), 'Larger'),
    page.button('Whole', () => scale(0), 'Whole map'), page.button('Full size', () => scale(width)));
  document.querySelector('.stage').before(bar);
  if (state.read().node || least() < 700) scale(width * 0.9);
  // Who follows a link to a state of the map wants to see the map.
  if (location.hash.includes('=')) document.getElementById('map').scrollIntoView();

  state.onChange(apply);
  state.onChange(choice);
  state.start();
})();
