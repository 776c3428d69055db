// What every page has: the navigation in the place where this script stands, light or dark, the sources behind the numbers,
// tables as CSV, pictures as SVG and PNG. Light or dark and the navigation are there before the page is drawn; the rest
// waits for the page.
'use strict';
(() => {
  const root = document.documentElement;
  try {
    const kept = localStorage.getItem('interlex-theme');
    if (kept === 'dark' || kept === 'light') root.dataset.theme = kept;
  } catch {
    // Some browsers keep nothing for pages from disk: then the system decides.
  }

  // Browsers ask web servers for an icon unless a page names one.
  const icon = document.createElement('link');
  Object.assign(icon, { rel: 'icon', href: 'data:,' });
  document.head.append(icon);

  /** The way from this page to the folder of the site. */
  const up = document.currentScript.getAttribute('src').replace('assets/site.js', '');
  /** The navigation and the search. */
  function navigation(script) {
    const pages = [['index', 'Map'], ['regions', 'Regions'], ['jurisdictions', 'Jurisdictions'], ['frameworks', 'Frameworks'],
      ['institutions', 'Institutions'], ['links', 'Links'], ['rules', 'Rules'], ['compare', 'Compare'], ['path', 'Path'], ['sources', 'Sources'], ['about', 'About']];
    const here = up ? '' : location.pathname.split('/').pop() || 'index.html';
    const nav = document.createElement('nav');
    nav.setAttribute('aria-label', 'Pages');
    for (const [page, words] of pages) {
      const link = document.createElement('a');
      link.href = `${up}${page}.html`;
      link.textContent = words;
      if (here === `${page}.html`) link.setAttribute('aria-current', 'page');
      nav.append(link);
    }
    const form = document.createElement('form');
    form.action = `${up}search.html`;
    form.setAttribute('role', 'search');
    const field = document.createElement('input');
    Object.assign(field, { type: 'search', name: 'q', placeholder: 'Search' });
    field.setAttribute('aria-label', 'Search the site');
    form.append(field);
    const skip = document.createElement('a');
    skip.className = 'skip';
    skip.href = '#main';
    skip.textContent = 'Skip to the content';
    skip.addEventListener('click', (event) => {
      // The link's own address would replace the state of the page.
      event.preventDefault();
      document.querySelector('main').focus();
    });
    document.body.prepend(skip);
    // In place of the link to the contents, which leads on where no script runs.
    script.previousElementSibling.replaceWith(nav);
    script.replaceWith(form);
  }
  navigation(document.currentScript);

  const button = (words, act, label) => {
    const made = document.createElement('button');
    made.type = 'button';
    made.textContent = words;
    if (label) made.setAttribute('aria-label', label);
    made.addEventListener('click', act);
    return made;
  };

  /** Loads the sources once: they are many, and most pages can be read without. */
  let loading = null;
  function sources() {
    loading = loading || new Promise((resolve, reject) => {
      if (globalThis.interlex?.sources) return resolve(globalThis.interlex.sources);
      const script = document.createElement('script');
      script.src = `${up}assets/sources.js`;
      script.addEventListener('load', () => resolve(globalThis.interlex.sources));
      script.addEventListener('error', () => reject(new Error('the list of sources is missing')));
      document.head.append(script);
      return undefined;
    });
    return loading;
  }

  /** One piece of evidence in words, with the address of its source. */
  function evidence(all, number) {
    const [source, at, find, inferred] = all.evidence[number - 1];
    const [, title, issuer, date, url] = all.sources[source];
    const entry = document.createElement('li');
    entry.value = number;
    const name = /^https?:\/\//.test(url) ? document.createElement('a') : document.createElement('span');
    if (name.localName === 'a') {
      name.href = url;
      name.rel = 'noopener noreferrer';
    }
    name.textContent = title;
    const place = `${at ? `, ${at}` : ''}${find ? ` at “${find}”` : ''} (${inferred ? 'inferred' : 'stated'}). `;
    const by = document.createElement('span');
    by.className = 'dim';
    by.textContent = `${issuer}${date ? `, ${date}` : ''}`;
    entry.append(name, place, by);
    return entry;
  }

  /** A list of evidence by its numbers, filled when the sources have come. */
  function evidenceList(numbers) {
    const list = document.createElement('ol');
    list.className = 'sources';
    sources().then((all) => list.append(...numbers.map((number) => evidence(all, number))), (error) => { list.textContent = error.message; });
    return list;
  }

  /** Hands a file to the reader. */
  function save(name, type, content) {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([content], { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }
  const pageName = () => location.pathname.split('/').pop().replace('.html', '') || 'index';

  // A cell that a spreadsheet would run as a formula is preceded by an apostrophe, as in the program's own tables.
  const cell = (text) => {
    const inert = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
  };
  function csv(table) {
    const rows = [...table.rows].filter((row) => !row.hidden);
    const text = (node) => {
      const copy = node.cloneNode(true);
      copy.querySelectorAll('sup').forEach((number) => number.replaceWith(` [${number.textContent}]`));
      return copy.textContent.trim().replace(/\s+/g, ' ');
    };
    return rows.map((row) => [...row.cells].map((it) => cell(text(it))).join(',')).join('\r\n') + '\r\n';
  }
  function tools(table, position) {
    if (table.dataset.tools) return;
    table.dataset.tools = 'yes';
    const name = `${pageName()}-${table.id || table.getAttribute('aria-labelledby') || position + 1}.csv`;
    const bar = document.createElement('p');
    bar.className = 'tools';
    bar.append(button('CSV', () => save(name, 'text/csv;charset=utf-8', csv(table)), `Save the table as CSV: ${name}`));
    (table.closest('.wide') || table).after(bar);
  }

  /** A table wider than its place scrolls: the keyboard must reach it, and it must say what it is. */
  function scrollable(place) {
    if (place.scrollWidth <= place.clientWidth) return;
    place.tabIndex = 0;
    place.setAttribute('role', 'region');
    const table = place.querySelector('table');
    place.setAttribute('aria-labelledby', table.getAttribute('aria-labelledby') || table.caption?.id || '');
  }

  function png(svg, name) {
    const box = svg.viewBox.baseVal;
    // Twice the size for sharp print, but no more than what canvases bear.
    const scale = Math.min(2, 8000 / Math.max(box.width, box.height));
    const image = new Image();
    image.addEventListener('load', () => {
      const canvas = document.createElement('canvas');
      canvas.width = box.width * scale;
      canvas.height = box.height * scale;
      canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob((blob) => save(name, 'image/png', blob), 'image/png');
    });
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(picture(svg))}`;
  }
  /** The picture as a file of its own, without what pages add to it. */
  function picture(svg) {
    const copy = svg.cloneNode(true);
    copy.querySelectorAll('.hit').forEach((it) => it.remove());
    copy.querySelectorAll('a').forEach((it) => it.replaceWith(...it.childNodes));
    copy.querySelectorAll('[tabindex]').forEach((it) => it.removeAttribute('tabindex'));
    copy.removeAttribute('style');
    copy.setAttribute('role', 'img');
    copy.setAttribute('font-family', getComputedStyle(svg).fontFamily);
    return new XMLSerializer().serializeToString(copy);
  }
  function pictureTools(svg, position) {
    const name = `${pageName()}${position ? `-${position + 1}` : ''}`;
    const bar = document.createElement('p');
    bar.className = 'tools';
    bar.append(
      button('SVG', () => save(`${name}.svg`, 'image/svg+xml', picture(svg)), `Save the picture as SVG: ${name}.svg`), ' ',
      button('PNG', () => png(svg, `${name}.png`), `Save the picture as PNG: ${name}.png`),
    );
    const figure = svg.closest('figure');
    if (!figure.hasAttribute('tabindex')) figure.tabIndex = 0;
    if (!figure.hasAttribute('aria-label')) figure.setAttribute('aria-label', 'Picture, scrollable');
    figure.setAttribute('role', 'group');
    svg.setAttribute('tabindex', '-1');
    (figure.closest('.stage') || figure).after(bar);
  }

  // Light or dark.
  function themeButton() {
    const isDark = () => (root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches);
    const words = () => (isDark() ? 'Light' : 'Dark');
    const theme = button(words(), () => {
      root.dataset.theme = isDark() ? 'light' : 'dark';
      theme.textContent = words();
      try {
        localStorage.setItem('interlex-theme', root.dataset.theme);
      } catch {
        // Not kept then.
      }
    });
    theme.className = 'theme';
    document.querySelector('header').append(theme);
  }

  // A number opens its source in place; the way to the whole list stands in it.
  function sheets() {
    const sheet = document.createElement('aside');
    sheet.id = 'sheet';
    sheet.hidden = true;
    sheet.setAttribute('aria-label', 'Source');
    sheet.tabIndex = -1;
    document.body.append(sheet);
    let opener = null;
    const close = () => {
      if (sheet.hidden) return;
      sheet.hidden = true;
      opener?.focus();
    };
    document.addEventListener('click', (event) => {
      const link = event.target.closest?.('sup a');
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      const number = Number(/#e(\d+)$/.exec(link.getAttribute('href'))?.[1]);
      if (!number) return;
      event.preventDefault();
      opener = link;
      const all = document.createElement('a');
      all.href = `${up}sources.html#e${number}`;
      all.textContent = 'in the list of sources';
      sheet.replaceChildren(evidenceList([number]), all, ' ', button('Close', close));
      sheet.hidden = false;
      sheet.focus();
    });
    document.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || sheet.hidden) return;
      // The key closes one thing at a time.
      event.stopImmediatePropagation();
      close();
    });
  }

  /** Pages give numbers alone, to stay small; here they get their links. */
  function linkNumbers() {
    for (const group of document.querySelectorAll('main sup')) {
      if (group.firstElementChild) continue;
      const links = group.textContent.split(' ').map((number) => {
        const link = document.createElement('a');
        link.href = `${up}sources.html#e${number}`;
        link.textContent = number;
        return link;
      });
      group.replaceChildren(...links.flatMap((link) => [' ', link]).slice(1));
    }
  }

  // The sources of a page at its end, for reading on and for print.
  function closing() {
    const numbers = [...document.querySelectorAll('main sup a')].map((link) => Number(/#e(\d+)$/.exec(link.getAttribute('href'))?.[1]));
    const cited = [...new Set(numbers.filter(Boolean))].sort((a, b) => a - b);
    if (!cited.length) return;
    const section = document.createElement('section');
    const heading = document.createElement('h2');
    heading.id = 'sources';
    heading.textContent = 'Sources of this page';
    section.append(heading, evidenceList(cited));
    document.querySelector('main').append(section);
    if (location.hash === '#sources') heading.scrollIntoView();
  }

  /** From the page of a node or region to what the scripts answer about it. */
  function ways() {
    const [, folder, id] = /(framework|institution|jurisdiction|region)\/([a-z0-9-]+)\.html$/.exec(location.pathname) || [];
    const all = {
      framework: [['index.html#node=', 'On the map'], ['compare.html#a=', 'Compare']],
      institution: [['index.html#node=', 'On the map']],
      jurisdiction: [['index.html#node=', 'On the map'], ['path.html#a=', 'Chains to others'], ['compare.html#a=', 'Compare']],
      region: [['index.html#region=', 'On the whole map'], ['frameworks.html#region=', 'Its frameworks'], ['links.html#region=', 'Its links']],
    };
    if (!folder) return;
    const bar = document.createElement('p');
    bar.className = 'tools';
    for (const [address, words] of all[folder]) {
      const link = document.createElement('a');
      link.href = `${up}${address}${id}`;
      link.textContent = words;
      bar.append(link);
    }
    document.querySelector('.lead').after(bar);
  }

  globalThis.interlex = Object.assign(globalThis.interlex || {}, { page: { evidenceList, save, tools, button } });
  document.addEventListener('DOMContentLoaded', () => {
    Object.assign(document.querySelector('main'), { id: 'main', tabIndex: -1 });
    themeButton();
    sheets();
    linkNumbers();
    ways();
    document.querySelectorAll('main table').forEach(tools);
    document.querySelectorAll('main .wide').forEach(scrollable);
    document.querySelectorAll('figure > svg').forEach(pictureTools);
    if (up) (globalThis.requestIdleCallback || setTimeout)(closing);
  });
})();
