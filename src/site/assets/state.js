// The state of a page in its address, after `#`: every state can be linked to, and Back works. And small helpers to build
// what a page shows: text from data is only ever set as text.
'use strict';
(() => {
  const { data, engine } = globalThis.interlex;
  const { nodes } = engine;

  /** The state: names and values, all text. */
  function read() {
    const hash = location.hash.slice(1);
    const state = hash.includes('=') ? Object.fromEntries(new URLSearchParams(hash)) : {};
    return Object.fromEntries(Object.entries(state).filter(([, value]) => value !== ''));
  }

  /** Changes the state; `quiet` replaces the entry of the history, as while somebody types. */
  function change(changes, quiet = false) {
    const state = { ...read(), ...changes };
    const kept = Object.entries(state).filter(([, value]) => value !== '' && value !== undefined && value !== null);
    const hash = `#${new URLSearchParams(kept)}`;
    if (hash === location.hash || (hash === '#' && location.hash === '')) return;
    if (quiet) history.replaceState(null, '', hash);
    else history.pushState(null, '', hash);
    tell();
  }

  const listeners = [];
  const tell = () => listeners.forEach((listener) => listener(read()));
  addEventListener('popstate', tell);

  /** An element with attributes and children; strings become text. */
  function el(name, attributes = {}, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (typeof value === 'function') element.addEventListener(key, value);
      else if (value === true) element.setAttribute(key, '');
      else if (value !== false && value !== null && value !== undefined) element.setAttribute(key, value);
    }
    element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ''));
    return element;
  }

  const digits = (number, width) => String(number).padStart(width, '0');
  const dayText = (day) => `${digits(Math.floor(day / 10000), 4)}-${digits(Math.floor(day / 100) % 100, 2)}-${digits(day % 100, 2)}`;
  /** The day of a state as a number; the data's own where none is given or it is none. */
  function dayOf(state) {
    const found = /^(\d{4})-(\d\d)-(\d\d)$/.exec(state.on || '');
    if (!found) return data.asOf;
    const [year, month, day] = found.slice(1).map(Number);
    const date = new Date(Date.UTC(year, month - 1, day));
    return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? year * 10000 + month * 100 + day : data.asOf;
  }

  const fold = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const folder = { framework: 'framework', jurisdiction: 'jurisdiction' };
  /** The page of a node. */
  const page = (at) => `${folder[nodes[at].kind] || 'institution'}/${nodes[at].id}.html`;
  const nodeLink = (at, words) => el('a', { href: page(at) }, words || nodes[at].short || nodes[at].name);

  /** The first day anything is dated, and the last; years as far apart as they are shown. */
  const dates = nodes.flatMap((node) => node.dates || []).concat(data.links.flatMap((link) => [link[5], link[6]]));
  const known = dates.filter((day) => day > 20000101 && day < 99990000);
  const range = { first: Math.min(data.asOf, ...known), last: Math.max(data.asOf, ...known) };
  const months = (day) => Math.floor(day / 10000) * 12 + (Math.floor(day / 100) % 100) - 1;

  /** A slider by months and a field for the exact day, for the state `on`. */
  function dayControl() {
    const slider = el('input', { type: 'range', min: months(range.first), max: months(range.last), step: 1, 'aria-label': 'Day, by months' });
    const field = el('input', { type: 'date', 'aria-label': 'Day, exactly' });
    const reset = el('button', { type: 'button', click: () => change({ on: '' }) }, 'Back to the data’s own day');
    const set = (text, quiet) => change({ on: text === dayText(data.asOf) ? '' : text }, quiet);
    const sliderDay = () => (Number(slider.value) === months(data.asOf) ? data.asOf : Math.floor(slider.value / 12) * 10000 + ((slider.value % 12) + 1) * 100 + 1);
    const told = () => slider.setAttribute('aria-valuetext', dayText(sliderDay()));
    slider.addEventListener('input', () => { told(); set(dayText(sliderDay()), true); });
    field.addEventListener('change', () => field.value && set(field.value, false));
    listeners.unshift((state) => {
      const day = dayOf(state);
      slider.value = months(day);
      told();
      field.value = dayText(day);
      reset.hidden = day === data.asOf;
    });
    return el('fieldset', { class: 'day' }, el('legend', {}, 'As of'), slider, field, reset);
  }

  globalThis.interlex.state = {
    read, change, el, dayOf, dayText, fold, page, nodeLink, dayControl,
    onChange(listener) { listeners.push(listener); },
    start: tell,
  };
})();
