// The navigation and the search, in the place where this script stands.
'use strict';
(() => {
  const script = document.currentScript;
  const up = script.getAttribute('src').replace('assets/nav.js', '');
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
    document.getElementById('main').focus();
  });
  document.body.prepend(skip);
  script.previousElementSibling.replaceWith(nav);
  script.replaceWith(form);
})();
