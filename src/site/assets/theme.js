// The reader's choice of light or dark, before anything is drawn.
'use strict';
(() => {
  try {
    const theme = localStorage.getItem('interlex-theme');
    if (theme === 'dark' || theme === 'light') document.documentElement.dataset.theme = theme;
  } catch {
    // Some browsers keep nothing for pages from disk: then the system decides.
  }
})();
