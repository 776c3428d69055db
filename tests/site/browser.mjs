// Opens a written site in Chromium and uses it as people do. Prints a line a check; the exit code says whether all held.
//
//   node browser.mjs MODULES CHROMIUM SITE ANSWERS HOSTILE        ONLY=words in the environment runs the checks so named
import { createRequire } from 'node:module';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const [modules, chromium, folder, answersFile, hostile] = process.argv.slice(2);
const require = createRequire(join(resolve(modules), 'package.json'));
const puppeteer = require('puppeteer-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const site = (path, at = folder) => pathToFileURL(join(resolve(at), '/')).href + path;
const answers = JSON.parse(readFileSync(answersFile, 'utf8'));

const browser = await puppeteer.launch({ executablePath: chromium, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
let failures = 0;
async function check(name, act) {
  if (!name.includes(process.env.ONLY || '')) return;
  const began = Date.now();
  try {
    await act();
    console.log(`ok   ${name} (${Date.now() - began} ms)`);
  } catch (error) {
    failures += 1;
    console.log(`FAIL ${name}: ${error.message}`);
  }
}
function same(found, wanted, what) {
  const [a, b] = [JSON.stringify(found), JSON.stringify(wanted)];
  if (a !== b) throw new Error(`${what}: found ${a}, wanted ${b}`);
}
const must = (truth, what) => { if (!truth) throw new Error(what); };

/** A page that remembers what it must not do: errors, outside requests, dialogs. */
async function open(width = 1440, theme = 'light') {
  const page = await browser.newPage();
  page.wrong = [];
  page.on('console', (message) => { if (['error', 'warn'].includes(message.type())) page.wrong.push(`console: ${message.text()}`); });
  page.on('pageerror', (error) => page.wrong.push(`error: ${error.message}`));
  page.on('requestfailed', (request) => page.wrong.push(`failed: ${request.url()}`));
  page.on('request', (request) => { if (!/^(file:|data:|blob:|http:\/\/127\.0\.0\.1)/.test(request.url())) page.wrong.push(`outside: ${request.url()}`); });
  page.on('dialog', (dialog) => { page.wrong.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }, { name: 'prefers-reduced-motion', value: 'reduce' }]);
  await page.setViewport({ width, height: width < 500 ? 844 : 900 });
  page.go = (path, at) => page.goto(site(path, at), { waitUntil: 'load' });
  page.state = () => page.evaluate(() => decodeURIComponent(location.hash));
  page.text = (selector) => page.$eval(selector, (element) => element.textContent);
  page.until = (test, ...args) => page.waitForFunction(test, { timeout: 5000 }, ...args);
  return page;
}
async function using(act, ...how) {
  const page = await open(...how);
  try {
    await act(page);
    must(!page.wrong.length, page.wrong.slice(0, 3).join('; '));
  } finally {
    await page.close();
  }
}
/** Does the same for each of many in a few tabs at a time. */
async function each(list, act, ...how) {
  const left = [...list];
  await Promise.all(Array.from({ length: 3 }, () => using(async (page) => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) {
      await act(page, item);
      must(!page.wrong.length, `${item}: ${page.wrong[0]}`);
    }
  }, ...how)));
}
const all = readdirSync(folder, { recursive: true }).filter((path) => path.endsWith('.html')).sort();

await check(`each of ${all.length} pages loads without an error and without a request outside`, async () => {
  // Frames of one page load faster than pages one after another.
  const batches = [];
  for (let at = 0; at < all.length; at += 20) batches.push(all.slice(at, at + 20));
  await each(batches, async (page, batch) => {
    await page.go('interlex-site.txt');
    await page.evaluate((addresses) => Promise.all(addresses.map((address) => new Promise((loaded) => {
      const frame = document.createElement('iframe');
      frame.addEventListener('load', loaded);
      frame.src = address;
      document.body.append(frame);
    }))), batch.map((path) => site(path)));
    const frames = page.frames().filter((frame) => frame.parentFrame());
    same(frames.length, batch.length, 'frames');
    for (const frame of frames) {
      const [headings, ready] = await frame.evaluate(() => [document.querySelectorAll('h1').length, document.querySelector('header nav') !== null]);
      same([headings, ready], [1, true], `heading and navigation of ${frame.url()}`);
    }
  });
});

await check('the start page can be used within a second', async () => {
  const times = [];
  for (let run = 0; run < 3; run += 1) {
    await using(async (page) => {
      await page.goto(site('index.html'), { waitUntil: 'load' });
      await page.until(() => document.getElementById('count').textContent !== '');
      times.push(await page.evaluate(() => Math.round(performance.now())));
    });
  }
  console.log(`     start page: ${times.join(', ')} ms`);
  must(Math.min(...times) < 1000, `took ${times} ms`);
});

await check('the answers of the browser are those of the library', () => using(async (page) => {
  await page.go('path.html');
  const wrong = await page.evaluate((asked) => {
    const { engine } = globalThis.interlex;
    const found = [];
    const differ = (what, a, b) => { if (JSON.stringify(a) !== JSON.stringify(b)) found.push(`${what}: ${JSON.stringify(a)}, not ${JSON.stringify(b)}`); };
    const cover = (it) => [it.node, it.ground ? it.ground.name : null, it.via];
    for (const day of asked.days) {
      differ(`statuses on ${day.day}`, engine.nodes.map((_, at) => engine.statusOn(at, day.day)), day.statuses);
      differ(`in effect on ${day.day}`, engine.nodes.map((_, at) => Number(engine.applies(at, day.day))), day.applies);
      differ(`links on ${day.day}`, engine.links.map((link) => Number(engine.holds(link, day.day))), day.holds);
      for (const [place, frameworks, places, states] of day.coverage) {
        const side = engine.applicability(place, day.day);
        const name = `${engine.nodes[place].id} on ${day.day}`;
        differ(`frameworks in ${name}`, side.frameworks.map(cover), frameworks);
        differ(`places of ${name}`, side.places.map(cover), places);
        differ(`states of ${name}`, [0, 1, 2].map((layer) => engine.state(side, layer)), states);
      }
    }
    for (const { a, b, day, layers } of asked.pairs) {
      layers.forEach((wanted, layer) => {
        const name = `${engine.nodes[a].id} to ${engine.nodes[b].id}, layer ${layer}, ${day}`;
        const answer = engine.assess(a, b, layer, day);
        differ(`verdict of ${name}`, [answer.verdict, answer.contested], [wanted.verdict, wanted.contested]);
        differ(`conflicts of ${name}`, answer.conflicts.map((link) => link.index), wanted.conflicts);
        const { path } = answer;
        differ(`chain of ${name}`, path && [cover(path.start), path.steps.map((step) => [step.from, step.link.index, step.to]), cover(path.end)], wanted.path);
        if (path && Math.abs(engine.strength(path) - wanted.strength) > 1e-7) found.push(`strength of ${name}: ${engine.strength(path)}, not ${wanted.strength}`);
      });
    }
    for (const { a, b, layer, day, verdicts } of asked.comparisons) {
      const [left, right] = [a, b].map((at) => engine.profile(at, layer, day).values);
      differ(`patterns of ${engine.nodes[a].id} and ${engine.nodes[b].id}, ${layer}, ${day}`, left.map((value, at) => engine.compare(value, right[at]).verdict), verdicts);
    }
    return found;
  }, answers);
  must(!wrong.length, `${wrong.length} differ, the first: ${wrong.slice(0, 3).join(' | ')}`);
  must(answers.pairs.length > 50 && answers.pairs.some((pair) => pair.layers.some((it) => it.path && it.path[1].length > 1)), 'the sample tests too little');
}));

await check('search finds a framework, from the head of any page', () => using(async (page) => {
  await page.go('framework/sg-ai-verify.html');
  await page.type('header input', 'artificial intelligence act');
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
  await page.until(() => document.querySelectorAll('#found li').length > 3);
  same(await page.$eval('#found a', (link) => link.getAttribute('href')), 'framework/eu-ai-act.html', 'the first found');
  await page.$eval('#q', (field) => { field.value = ''; });
  await page.type('#q', 'qwertyuiop');
  await page.until(() => document.getElementById('count').textContent.startsWith('Nothing found'));
  await page.$eval('#q', (field) => { field.value = ''; });
  await page.type('#q', 'cote d ivoire');
  await page.until(() => document.querySelector('#found a')?.getAttribute('href') === 'jurisdiction/cote-divoire.html' || document.querySelector('#found a')?.textContent.includes('Ivoire'));
}));

await check('filters of the map fade, stand in the address, and Back undoes them', () => using(async (page) => {
  await page.go('index.html');
  const rows = () => page.$$eval('g.framework:not(.faded)', (list) => list.length);
  const before = await rows();
  await page.select('select[name=layer]', 'data');
  const data = await rows();
  must(data > 0 && data < before, `${data} of ${before} rows work in the data layer`);
  await page.select('select[name=region]', 'africa');
  const africa = await rows();
  must(africa > 0 && africa < data, `${africa} of ${data} rows belong to Africa`);
  same(await page.state(), '#layer=data&region=africa', 'the address');
  await page.goBack();
  same([await page.state(), await rows(), await page.$eval('select[name=region]', (it) => it.value)], ['#layer=data', data, ''], 'after Back');
  await page.goBack();
  same(await rows(), before, 'rows after Back');
  await page.select('select[name=relation]', 'conflict');
  const lines = await page.$$eval('g.link:not(.faded)', (list) => list.map((line) => line.parentNode.getAttribute('class')));
  must(lines.length > 5 && lines.every((family) => family === 'conflict'), `lines: ${[...new Set(lines)]}`);
  for (const [name, value] of [['binding', 'binding'], ['topic', 'privacy']]) {
    await page.go(`index.html?${name}#${name}=${value}`);
    const shown = await rows();
    must(shown > 0 && shown < before, `${name}: ${shown} rows`);
  }
}));

await check('the slider turns the map back in time', () => using(async (page) => {
  await page.go('index.html');
  const rows = () => page.$$eval('g.framework:not(.faded)', (list) => list.length);
  const now = await rows();
  await page.$eval('input[type=range]', (slider) => {
    slider.value = 2015 * 12 + 5;
    slider.dispatchEvent(new Event('input'));
  });
  same(await page.state(), '#on=2015-06-01', 'the address');
  const then = await rows();
  must(then > 0 && then < now / 2, `${then} of ${now} rows were there in 2015`);
  same(await page.$eval('input[type=date]', (field) => field.value), '2015-06-01', 'the day');
  await page.go('frameworks.html#on=2015-06-01');
  must((await page.text('#count')).includes('as of 2015-06-01'), 'the list says its day');
}));

await check('a row and a line of the map show their evidence', () => using(async (page) => {
  await page.go('index.html');
  await page.$eval('g.framework[data-id="eu-ai-act"] a', (link) => link.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true })));
  await page.until(() => document.querySelectorAll('#panel .sources a').length > 0);
  same(await page.state(), '#node=eu-ai-act', 'the address');
  must((await page.text('#panel')).includes('Artificial Intelligence Act') || (await page.text('#panel h3')).includes('2024/1689'), 'the panel names the text');
  await page.$eval('g.conflict g.link', (line) => line.dispatchEvent(new MouseEvent('click', { bubbles: true })));
  await page.until(() => location.hash.startsWith('#link='));
  await page.until(() => document.querySelectorAll('#panel .sources a').length > 0);
  must(/conflict/.test(await page.text('#panel')), 'the panel names the conflict');
  await page.goBack();
  same(await page.state(), '#node=eu-ai-act', 'after Back');
  must(!(await page.$eval('#panel', (panel) => panel.hidden)), 'the panel is back');
  await page.goBack();
  must(await page.$eval('#panel', (panel) => panel.hidden), 'the panel is closed');
}));

await check('a number shows its source, Escape closes it', () => using(async (page) => {
  await page.go('region/asean.html');
  const first = await page.$('main sup a');
  await first.click();
  await page.until(() => document.querySelectorAll('#sheet .sources li').length === 1);
  must(await page.$eval('#sheet a', (link) => /^https?:/.test(link.href)), 'the source has an address');
  await page.keyboard.press('Escape');
  same(await page.evaluate(() => [document.getElementById('sheet').hidden, document.activeElement.closest('sup') !== null]), [true, true], 'closed, and back where it was');
  await page.until(() => document.getElementById('sources') !== null);
  await page.go('sources.html#e68');
  const marked = () => page.$eval('li:target', (place) => [place.id, place.getBoundingClientRect().top < innerHeight]);
  await page.until(() => document.querySelector('li:target') !== null);
  same(await marked(), ['e68', true], 'the place in the list of sources');
}));

await check('the path page answers, turns round, and goes back in time', () => using(async (page) => {
  await page.go('path.html');
  await page.select('select[name=a]', 'singapore');
  await page.select('select[name=b]', 'united-states');
  const titles = () => page.$$eval('#answer h2', (list) => list.map((it) => it.textContent));
  const now = await titles();
  same(now.length, 3, 'layers');
  must(now[1].startsWith('Technical layer: aligned'), now[1]);
  must((await page.text('#answer')).includes('AI Verify —joint mapping 0.80'), 'the chain in words');
  await page.evaluate(() => [...document.querySelectorAll('#ask button')].find((it) => it.textContent === 'Turn round').click());
  same(await page.state(), '#a=united-states&b=singapore', 'the address');
  same(await titles(), now, 'verdicts the other way');
  await page.goBack();
  await page.go('path.html?then#a=singapore&b=united-states&on=2020-01-01');
  must((await titles())[1] !== now[1], 'in 2020 there was no mapping');
}));

await check('the compare page sets two texts side by side', () => using(async (page) => {
  await page.go('compare.html');
  await page.select('select[name=a]', 'eu-ai-act');
  await page.select('select[name=b]', 'us-nist-ai-rmf');
  same(await page.$$eval('#answer tbody tr', (rows) => rows.length), 6, 'patterns');
  await page.select('select[name=a]', 'singapore');
  same(await page.$$eval('#answer table', (tables) => tables.length), 3, 'layers');
  await page.goBack();
  same(await page.$$eval('#answer table', (tables) => tables.length), 1, 'after Back');
}));

await check('the keyboard reaches and uses everything', () => using(async (page) => {
  await page.go('index.html');
  await page.keyboard.press('Tab');
  same(await page.evaluate(() => document.activeElement.className), 'skip', 'the first stop');
  await page.keyboard.press('Enter');
  same(await page.evaluate(() => document.activeElement.id), 'main', 'after the skip link');
  let stops = 0;
  const inMap = () => page.evaluate(() => document.activeElement.closest('svg') !== null);
  while (!(await inMap())) {
    await page.keyboard.press('Tab');
    stops += 1;
    must(stops < 60, 'the map was not reached in 60 stops');
  }
  const focused = () => page.evaluate(() => document.activeElement.parentNode.dataset.id);
  const first = await focused();
  await page.keyboard.press('ArrowDown');
  const second = await focused();
  must(first !== second, 'the arrow moves on');
  await page.keyboard.press('Enter');
  await page.until(() => !document.getElementById('panel').hidden);
  same(await page.state(), `#node=${second}`, 'Enter chooses');
  await page.keyboard.press('Escape');
  same([await page.$eval('#panel', (panel) => panel.hidden), await focused()], [true, second], 'Escape closes, focus stays');
  const visible = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
  same(visible, 'solid', 'focus is seen');
}));

/** Labels of the pictures of a page that overlap or are cut, in words. Turned labels are compared as they lie. */
function crowded() {
  const found = [];
  const corners = ({ x, y, width, height }, matrix, dx = 0, dy = 0) => [[x, y], [x + width, y], [x + width, y + height], [x, y + height]]
    .map(([a, b]) => { const point = new DOMPoint(a, b).matrixTransform(matrix); return [point.x + dx, point.y + dy]; });
  // Boxes have room above and below their letters: two lines touch before their letters do.
  const inked = (text) => {
    const box = text.getBBox();
    const slack = box.height * 0.12;
    return { x: box.x + 0.3, y: box.y + slack, width: Math.max(box.width - 0.6, 0.1), height: box.height - 2 * slack };
  };
  const apart = (a, b) => [a, b].some((shape) => shape.some(([x, y], at) => {
    const [right, down] = shape[(at + 1) % 4];
    const along = ([px, py]) => px * (down - y) - py * (right - x);
    const [p, q] = [a.map(along), b.map(along)];
    return Math.max(...p) <= Math.min(...q) + 1e-6 || Math.max(...q) <= Math.min(...p) + 1e-6;
  }));
  const pictures = document.documentElement.localName === 'svg' ? [document.documentElement] : [...document.querySelectorAll('figure svg')];
  for (const svg of pictures) {
    if (document.documentElement !== svg) Object.assign(svg.style, { width: `${svg.viewBox.baseVal.width}px`, minWidth: '0', maxWidth: 'none' });
    const whole = svg.getBoundingClientRect();
    const scale = svg.getScreenCTM().a;
    const shapes = [...svg.querySelectorAll('text')].map((text) => ({ text, shape: corners(inked(text), text.getScreenCTM()) }));
    // What is drawn once and used again stands in several places.
    for (const use of svg.querySelectorAll('use[x]')) {
      const [dx, dy] = ['x', 'y'].map((name) => Number(use.getAttribute(name)) * scale);
      for (const text of svg.querySelectorAll(`${use.getAttribute('href')} text`)) shapes.push({ text, shape: corners(inked(text), text.getScreenCTM(), dx, dy) });
    }
    for (const it of shapes) {
      const [xs, ys] = [0, 1].map((axis) => it.shape.map((corner) => corner[axis]));
      it.box = { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
      if (it.box.left < whole.left || it.box.right > whole.right || it.box.top < whole.top || it.box.bottom > whole.bottom) found.push(`cut: ${it.text.textContent}`);
      const ground = it.text.closest('.interlex-map .framework')?.querySelector('rect')?.getBoundingClientRect();
      if (ground && (it.box.left < ground.left || it.box.right > ground.right + 0.5)) found.push(`wider than its row: ${it.text.textContent}`);
    }
    shapes.sort((a, b) => a.box.top - b.box.top);
    for (let i = 0; i < shapes.length; i += 1) {
      for (let j = i + 1; j < shapes.length && shapes[j].box.top < shapes[i].box.bottom; j += 1) {
        const [a, b] = [shapes[i], shapes[j]];
        if (a.box.left < b.box.right && b.box.left < a.box.right && !apart(a.shape, b.shape)) found.push(`${a.text.textContent} over ${b.text.textContent}`);
      }
    }
  }
  return { pictures: pictures.length, found };
}

await check('no label of a picture overlaps another or is cut', async () => {
  const regions = all.filter((path) => path.startsWith('region/') && readFileSync(join(folder, path), 'utf8').includes('<svg'));
  must(regions.length > 40, `${regions.length} regions have pictures`);
  const shipped = readdirSync(new URL('../../out/', import.meta.url)).filter((path) => path.endsWith('.svg'));
  must(shipped.length > 4, `${shipped.length} pictures are shipped`);
  const addresses = [...['index.html', ...regions].map((path) => site(path)), ...shipped.map((path) => new URL(`../../out/${path}`, import.meta.url).href)];
  const wrong = [];
  let pictures = 0;
  await each(addresses, async (page, address) => {
    await page.goto(address, { waitUntil: 'load' });
    const seen = await page.evaluate(crowded);
    pictures += seen.pictures;
    if (seen.found.length) wrong.push(`${address.split('/').pop()}: ${seen.found.slice(0, 2).join('; ')}`);
  });
  must(pictures > 2 * regions.length, `only ${pictures} pictures were measured`);
  must(!wrong.length, `${wrong.length} pages: ${wrong.slice(0, 6).join(' | ')}`);
});

await check('each region has pictures, and no page has an id twice', async () => {
  const twice = [];
  await each(all.filter((path) => path.startsWith('region/') || !path.includes('/')), async (page, path) => {
    await page.go(path);
    const [pictures, twin, repeated] = await page.evaluate(() => {
      const ids = [...document.querySelectorAll('[id]')].map((it) => it.id);
      return [document.querySelectorAll('figure svg').length, document.querySelectorAll('h2').length === 0, ids.filter((id, at) => ids.indexOf(id) !== at)];
    });
    if (path.startsWith('region/')) must(pictures >= 2 || twin, `${path} has ${pictures} pictures`);
    if (repeated.length) twice.push(`${path}: ${repeated.slice(0, 3)}`);
  });
  must(!twice.length, twice.slice(0, 5).join(' | '));
});

const looked = ['index.html', 'index.html#node=eu-ai-act', 'regions.html', 'frameworks.html', 'links.html', 'rules.html', 'sources.html', 'about.html', 'search.html#q=privacy',
  'path.html#a=singapore&b=united-states', 'compare.html#a=eu-ai-act&b=us-nist-ai-rmf', 'region/asean.html', 'region/north-america.html', 'framework/eu-ai-act.html',
  'institution/iso.html', 'jurisdiction/germany.html', 'rule/legal-tension-maturity.html'];
for (const theme of ['light', 'dark']) {
  await check(`axe finds nothing serious, ${theme}`, async () => {
    await each(looked, async (page, path) => {
      await page.goto('about:blank');
      await page.go(path);
      await page.evaluate(axe);
      const found = await page.evaluate(async () => {
        const { violations } = await globalThis.axe.run(document, { resultTypes: ['violations'], preload: false });
        return violations.filter((it) => ['serious', 'critical'].includes(it.impact)).map((it) => `${it.id}: ${it.nodes[0].html.slice(0, 160)}`);
      });
      must(!found.length, `${path}: ${found.join('; ')}`);
    }, 1440, theme);
  });
}

await check('on a telephone nothing is wider than the screen', async () => {
  await each(looked, async (page, path) => {
    await page.goto('about:blank');
    await page.go(path);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    must(over <= 0, `${path} is ${over} pixels too wide`);
  }, 390);
});

await check('pages read without scripts', () => using(async (page) => {
  await page.setJavaScriptEnabled(false);
  await page.go('region/asean.html');
  must((await page.text('main')).includes('Findings, most severe first'), 'the report is there');
  const number = await page.$eval('main sup', (sup) => Number(sup.textContent.split(' ')[0]));
  must(number > 0, 'sources have numbers');
  must(await page.$eval('figure svg', (svg) => svg.getBoundingClientRect().width > 300), 'pictures are seen');
  must(await page.$eval('header a + a', (link) => link.getAttribute('href') === '../about.html#contents'), 'the contents are named');
  await page.go('sources.html');
  const ranges = await page.$$eval('.source b', (list) => list.map((it) => it.textContent.split('–').map(Number)));
  must(ranges.some(([first, last = first]) => first <= number && number <= last), `the list of sources names number ${number}`);
  await page.go('index.html');
  must(await page.$eval('#filters', (form) => form.hidden), 'no form that does nothing');
  must(await page.$eval('g.framework a', (link) => link.getAttribute('href').startsWith('framework/')), 'rows of the map are links');
  await page.go('path.html');
  must((await page.text('noscript')).includes('interlex path'), 'the page says what it needs');
}));

await check('tables are saved as CSV, pictures as SVG and PNG', () => using(async (page) => {
  await page.evaluateOnNewDocument(() => {
    globalThis.saved = [];
    const make = URL.createObjectURL.bind(URL);
    URL.createObjectURL = (blob) => { globalThis.saved.push(blob); return make(blob); };
    HTMLAnchorElement.prototype.click = function click() { globalThis.names = [...(globalThis.names || []), this.download]; };
  });
  await page.go(all.find((path) => path.startsWith('region/') && readFileSync(join(folder, path), 'utf8').includes('<svg')));
  const press = (words) => page.evaluate((wanted) => [...document.querySelectorAll('main button')].find((it) => it.textContent === wanted).click(), words);
  for (const [words, start] of [['CSV', 'Jurisdiction,Legal,'], ['SVG', '<svg'], ['PNG', '\u0089PNG']]) {
    const before = await page.evaluate(() => globalThis.saved.length);
    await press(words);
    await page.until((count) => globalThis.saved.length > count, before);
    const begins = await page.evaluate(async () => {
      const bytes = new Uint8Array(await globalThis.saved.at(-1).arrayBuffer());
      return String.fromCharCode(...bytes.slice(0, 24));
    });
    must(begins.startsWith(start), `${words} begins with ${begins}`);
  }
  const parsed = await page.evaluate(async () => {
    const text = await globalThis.saved[1].text();
    const root = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
    return [root.localName, root.querySelectorAll('a').length];
  });
  same(parsed, ['svg', 0], 'the picture is a file of its own');
}));

await check('light and dark can be chosen and stay', () => using(async (page) => {
  await page.go('about.html');
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await ground();
  await page.click('.theme');
  const dark = await ground();
  must(light !== dark, 'the ground changes');
  await page.go('regions.html');
  same(await ground(), dark, 'the ground of the next page');
  await page.evaluate(() => localStorage.clear());
  await page.emulateMediaType('print');
  same(await page.$eval('header', (header) => getComputedStyle(header).display), 'none', 'the head in print');
}));

await check('the site works from a web server too', async () => {
  const types = { '.html': 'text/html', '.css': 'text/css', '.js': 'text/javascript' };
  const missing = [];
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://x').pathname);
    try {
      const content = readFileSync(join(folder, path));
      response.writeHead(200, { 'content-type': types[extname(path)] || 'text/plain' }).end(content);
    } catch {
      missing.push(path);
      response.writeHead(404).end();
    }
  });
  await new Promise((ready) => { server.listen(0, '127.0.0.1', ready); });
  try {
    await using(async (page) => {
      const root = `http://127.0.0.1:${server.address().port}/`;
      await page.goto(`${root}index.html#node=eu-ai-act`, { waitUntil: 'networkidle0' });
      await page.until(() => document.querySelectorAll('#panel .sources a').length > 0);
      await page.goto(`${root}path.html#a=kenya&b=eu`, { waitUntil: 'networkidle0' });
      same(await page.$$eval('#answer h2', (list) => list.length), 3, 'layers');
      await page.goto(`${root}region/asean.html`, { waitUntil: 'networkidle0' });
    });
    same(missing, [], 'missing files');
  } finally {
    server.close();
  }
});

await check('names that look like markup are text', async () => {
  const { frameworks: [text, other], places: [a, b] } = answers.hostile;
  const paths = readdirSync(hostile, { recursive: true }).filter((path) => path.endsWith('.html'));
  await using(async (page) => {
    for (const path of [...paths, `index.html#node=${text}`, 'index.html#node=%3Cscript%3E', `compare.html#a=${text}&b=${other}`, 'search.html#q=<img src=x onerror=alert(1)>', 'search.html#q=script', `path.html#a=${a}&b=${b}`]) {
      await page.go(path, hostile);
      const added = await page.evaluate(() => [document.querySelectorAll('main script, main img, main iframe').length, [...document.querySelectorAll('a')].filter((link) => !/^(file|https?):$/.test(link.protocol ?? 'file:') && link.href.baseVal === undefined).length, globalThis.pwned === undefined]);
      same(added, [0, 0, true], path);
    }
    await page.go(`framework/${text}.html`, hostile);
    must((await page.text('h1')).includes('</title><script>pwned=1</script>'), 'the name is shown as it is');
  });
});

await browser.close();
console.log(failures ? `${failures} failed` : 'all held');
process.exit(failures ? 1 : 0);
