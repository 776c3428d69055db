// Full-text search over names, claims, notes, terms, provisions and titles of sources.
'use strict';
(() => {
  const { text, sources, engine, state } = globalThis.interlex;
  const { nodes, links } = engine;
  const { el, fold } = state;
  const field = document.getElementById('q');
  const count = document.getElementById('count');
  const list = document.getElementById('found');
  const SHOWN = 100;

  const claims = nodes.map(() => []);
  for (const link of links) if (link.claim) [link.from, link.to].forEach((at) => claims[at].push(link.claim));
  const cited = sources.sources.map(([id, title, issuer, date, url]) => [`sources.html#s-${id}`, title, `${issuer} ${date} ${url}`]);
  const entries = [...text, ...cited].map(([first, second, third]) => {
    const node = typeof first === 'number' ? nodes[first] : null;
    const address = node ? state.page(first) : first;
    const title = node ? node.name : second;
    const names = node ? [node.name, node.short, node.id, ...node.aliases].filter(Boolean) : [second];
    const kind = node ? node.type.replaceAll('_', ' ') : address.split(/[/.]/)[0].replace('sources', 'source');
    const body = node ? [...names.slice(1), second, ...claims[first]].filter(Boolean).join(' · ') : third;
    return { address, title, kind, body, names: names.map(fold), folded: fold(`${title} ${body}`) };
  });

  function score(entry, words) {
    if (!words.every((word) => entry.folded.includes(word))) return 0;
    const whole = words.join(' ');
    if (entry.names.includes(whole)) return 100;
    const best = entry.names.map((name) => (name.startsWith(whole) ? 60 : words.every((word) => name.includes(word)) ? 40 : 0));
    return Math.max(1, ...best);
  }
  /** The text with the words marked; folding may change lengths, so each letter is folded by itself. */
  function marked(words, shown) {
    const letters = [...shown];
    const folded = letters.map((letter) => fold(letter)[0] || ' ').join('');
    const parts = [];
    let at = 0;
    while (at < letters.length) {
      const hits = words.map((word) => [folded.indexOf(word, at), word.length]).filter(([place]) => place >= 0).sort((a, b) => a[0] - b[0] || b[1] - a[1]);
      if (!hits.length) break;
      const [place, length] = hits[0];
      parts.push(letters.slice(at, place).join(''), el('mark', {}, letters.slice(place, place + length).join('')));
      at = place + length;
    }
    return [...parts, letters.slice(at).join('')];
  }
  function snippet(entry, words) {
    const letters = [...entry.body];
    const folded = letters.map((letter) => fold(letter)[0] || ' ').join('');
    const place = Math.max(0, Math.min(...words.map((word) => folded.indexOf(word)).filter((it) => it >= 0).concat(letters.length)));
    const from = place === letters.length ? 0 : Math.max(0, place - 60);
    return `${from ? '… ' : ''}${letters.slice(from, from + 180).join('')}${from + 180 < letters.length ? ' …' : ''}`;
  }
  state.onChange(({ q = '' }) => {
    if (document.activeElement !== field) field.value = q;
    const words = fold(q).split(/\s+/).filter(Boolean);
    if (!words.length) {
      count.textContent = '';
      return list.replaceChildren();
    }
    const found = entries.map((entry) => ({ entry, score: score(entry, words) })).filter((it) => it.score)
      .sort((a, b) => b.score - a.score || a.entry.title.localeCompare(b.entry.title, 'en'));
    count.textContent = found.length ? `${found.length} found${found.length > SHOWN ? `, the first ${SHOWN} shown` : ''}` : `Nothing found for “${q}”. Fewer or other words may help.`;
    return list.replaceChildren(...found.slice(0, SHOWN).map(({ entry }) => el('li', {}, el('a', { href: entry.address }, marked(words, entry.title)),
      el('span', { class: 'dim' }, ` ${entry.kind}`), el('div', { class: 'below' }, marked(words, snippet(entry, words))))));
  });
  field.addEventListener('input', () => state.change({ q: field.value }, true));
  document.getElementById('find').addEventListener('submit', (event) => {
    event.preventDefault();
    state.change({ q: field.value });
  });
  // The small form in the head of every page asks by `?q=`.
  const asked = new URLSearchParams(location.search).get('q');
  if (asked && !state.read().q) state.change({ q: asked }, true);
  else state.start();
  if (!state.read().q) field.focus();
})();
