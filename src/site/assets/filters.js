// Filters of lists and of the map, kept in the address.
'use strict';
(() => {
  const { data, engine, state, page } = globalThis.interlex;
  const { nodes, links } = engine;
  const { el, fold } = state;
  const form = document.getElementById('filters');
  const count = document.getElementById('count');
  if (!form) return;

  // Where a node belongs: its jurisdictions, those of its issuers, those of the body it is part of.
  const homes = nodes.map(() => null);
  function homesOf(at) {
    if (homes[at]) return homes[at];
    homes[at] = engine.isPlace(at) ? [at] : [];
    if (!engine.isPlace(at)) {
      const near = engine.leaving[at].filter(({ relation: { group, mechanism } }) => group === 'issued_by'
        || (group === 'applies_in' && mechanism !== 'addressed') || mechanism === 'part_of');
      homes[at] = [...new Set(near.flatMap((link) => homesOf(link.to)))];
    }
    return homes[at];
  }
  const places = new Map(data.regions.map((region) => {
    const own = engine.byId.get(region.id);
    return [region.id, new Set(own === undefined ? region.members : [...region.members, own])];
  }));
  const names = nodes.map((node) => fold([node.name, node.short, node.id, ...node.aliases].filter(Boolean).join(' ')));

  const inRegion = (at, region) => !places.has(region) || homesOf(at).some((home) => places.get(region).has(home));
  const layerBit = (name) => 1 << engine.LAYERS.indexOf(name);
  const topicOf = (id) => data.topics.findIndex(([topic]) => topic === id);
  const bindings = data.binding.map((words) => [words, words]);

  /** Whether a node passes the filters. */
  function passes(at, on) {
    const node = nodes[at];
    return (!on.layer || engine.isPlace(at) || !node.layers || Boolean(node.layers & layerBit(on.layer)))
      && (!on.region || inRegion(at, on.region))
      && (!on.binding || (engine.isFramework(at) && node.patterns[3] !== null && data.binding[node.patterns[3]] === on.binding))
      && (!on.topic || node.topics.includes(topicOf(on.topic)))
      && (!on.text || names[at].includes(fold(on.text)))
      && engine.exists(at, state.dayOf(on));
  }

  /** Whether a link passes the filters. */
  function linkPasses(link, on) {
    const ends = [link.from, link.to];
    const day = state.dayOf(on);
    const { group, mechanism } = link.relation;
    return (!on.layer || Boolean(link.layers & layerBit(on.layer)))
      && (!on.relation || on.relation === group || on.relation === `${group}:${mechanism}`)
      && (!on.region || ends.some((at) => inRegion(at, on.region)))
      && (!on.binding || ends.some((at) => engine.isFramework(at) && nodes[at].patterns[3] !== null && data.binding[nodes[at].patterns[3]] === on.binding))
      && (!on.topic || ends.some((at) => nodes[at].topics.includes(topicOf(on.topic))))
      && (!on.text || ends.some((at) => names[at].includes(fold(on.text))) || fold(link.claim).includes(fold(on.text)))
      && engine.holds(link, day) && ends.every((at) => engine.exists(at, day));
  }

  function select(name, words, options) {
    const control = el('select', { name, change: () => state.change({ [name]: control.value }) },
      el('option', { value: '' }, 'all'), options.map(([value, text]) => el('option', { value }, text)));
    return el('label', {}, `${words} `, control);
  }
  const groups = ['alignment', 'reference', 'conflict'];
  const relationOptions = groups.flatMap((group) => {
    const found = data.relations.filter(([of]) => of === group);
    return [[group, `${group}: all`], ...found.map(([, mechanism, label]) => [`${group}:${mechanism}`, group === 'conflict' ? label : `${group}: ${label}`])];
  });
  const make = {
    text() {
      const field = el('input', { type: 'search', name: 'text', input: () => state.change({ text: field.value }, true) });
      return el('label', {}, 'Find ', field);
    },
    layer: () => select('layer', 'Layer', engine.LAYERS.map((name) => [name, name])),
    relation: () => select('relation', 'Relation', relationOptions),
    region: () => select('region', 'Region', data.regions.map((region) => [region.id, region.name])),
    binding: () => select('binding', 'Binding nature', bindings),
    topic: () => select('topic', 'Topic', data.topics),
    day: () => state.dayControl(),
  };
  const controls = form.dataset.filters.split(' ');
  form.addEventListener('submit', (event) => event.preventDefault());
  form.append(...controls.map((name) => make[name]()));
  form.append(page.button('Clear', () => state.change(Object.fromEntries([...controls, 'on', 'node', 'link'].map((name) => [name, ''])))));
  form.hidden = false;
  state.onChange((on) => {
    for (const name of controls) {
      const control = form.elements[name];
      if (control && document.activeElement !== control) control.value = on[name] || '';
    }
  });

  const statuses = new Map(data.statuses);
  const words = (shown, all, what) => (shown === all ? `${all} ${what}` : `${shown} of ${all} ${what}`);
  const rows = [...document.querySelectorAll('tr[data-node], tr[data-link]')];
  if (rows.length) {
    const heads = [...rows[0].closest('table').tHead.rows[0].cells].map((it) => it.textContent);
    const column = heads.indexOf('Status');
    const what = document.querySelector('caption').textContent.toLowerCase();
    state.onChange((on) => {
      let shown = 0;
      for (const row of rows) {
        const { node, link } = row.dataset;
        const passing = node === undefined ? linkPasses(links[Number(link)], on) : passes(Number(node), on);
        row.hidden = !passing;
        shown += passing ? 1 : 0;
        if (node !== undefined && column >= 0) {
          const status = engine.statusOn(Number(node), state.dayOf(on));
          row.cells[column].textContent = status === null ? 'not yet there' : statuses.get(status);
        }
      }
      count.textContent = words(shown, rows.length, `${what}, as of ${state.dayText(state.dayOf(on))}`);
    });
  }
  const sections = [...document.querySelectorAll('section.source')];
  if (sections.length) {
    // The page says which numbers a source has; what they stand for is written here.
    const { evidence } = globalThis.interlex.sources;
    for (const numbers of document.querySelectorAll('.source b')) {
      const [first, last = first] = numbers.textContent.split('–').map(Number);
      const list = document.createElement('ul');
      for (let number = first; number <= last; number += 1) {
        const [, at, find, inferred] = evidence[number - 1];
        const place = document.createElement('li');
        place.id = `e${number}`;
        place.textContent = `${number}${at ? ` ${at}` : ''}${find ? ` “${find}”` : ''} (${inferred ? 'inferred' : 'stated'})`;
        list.append(place);
      }
      numbers.parentNode.after(list);
      numbers.remove();
    }
    // The place was not there when the browser looked for it.
    if (/^#e\d+$/.test(location.hash)) location.replace(location.href);
    const texts = sections.map((section) => fold(section.textContent));
    state.onChange((on) => {
      const wanted = fold(on.text || '');
      sections.forEach((section, at) => { section.hidden = !texts[at].includes(wanted); });
      count.textContent = words(sections.filter((section) => !section.hidden).length, sections.length, 'sources');
    });
  }
  globalThis.interlex.filters = { passes, linkPasses, count, words };
  if (rows.length || sections.length) state.start();
})();
