/** The look of the start page and of the page for unknown addresses: system fonts, light and dark. */

/** Text of the style element. */
export const styles = `
:root {
  color-scheme: light dark;
  --background: #fbfbfc; --surface: #fff; --text: #1b1d23; --soft: #565d6b; --line: #e2e4ea; --code: #f3f4f7;
  --accent: #1a56c4; --accent-text: #fff;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", Consolas, "Liberation Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --background: #14161b; --surface: #1c1f26; --text: #eceef2; --soft: #a3abba; --line: #31363f; --code: #14161b;
    --accent: #8db4ff; --accent-text: #0d1526;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--background); color: var(--text);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif;
}
main, footer { max-width: 62rem; margin: 0 auto; padding: 0 1.5rem; }
main { padding-top: 3.5rem; }
h1 { display: flex; gap: .75rem; align-items: center; margin: 0; font-size: 2.5rem; line-height: 1.15; letter-spacing: -.02em; }
h2 { margin: 0; font-size: 1.35rem; line-height: 1.3; }
h3 { margin: 1.5rem 0 .5rem; font-size: .875rem; color: var(--soft); font-weight: 600; }
p { margin: .5rem 0 0; }
a { color: var(--accent); text-underline-offset: .2em; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
code, pre { font-family: var(--mono); font-size: .8125rem; }
.lead { max-width: 44rem; margin-top: .875rem; font-size: 1.125rem; color: var(--soft); }
.contract { margin-top: 1.5rem; padding: 1.75rem; background: var(--surface); border: 1px solid var(--line); border-radius: 12px; }
.lead + .contract { margin-top: 2.5rem; }
.head { display: flex; flex-wrap: wrap; gap: 1rem 2rem; align-items: start; justify-content: space-between; }
.head > div { flex: 1 1 24rem; }
.version { margin-left: .5rem; font-size: .875rem; font-weight: 400; color: var(--soft); }
.summary { color: var(--soft); }
.button {
  display: inline-block; padding: .55rem 1rem; border-radius: 8px; background: var(--accent); color: var(--accent-text);
  font-weight: 600; text-decoration: none; white-space: nowrap;
}
.button:hover { filter: brightness(1.1); }
.counts { display: flex; flex-wrap: wrap; gap: .5rem 1.25rem; align-items: center; margin: 1.25rem 0 0; padding: 0; list-style: none; }
.counts b { font-variant-numeric: tabular-nums; }
.badge {
  display: inline-block; padding: .0625rem .5rem; border-radius: 99px; color: #fff; font-size: .75rem; font-weight: 600; line-height: 1.4rem;
}
.columns { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1.9fr); gap: 0 2.5rem; }
.downloads { margin: 0; padding: 0; list-style: none; }
.downloads a { display: inline-block; padding: .125rem 0; }
.sample { background: var(--code); border: 1px solid var(--line); border-radius: 8px; overflow: hidden; }
.bar {
  display: flex; gap: 1rem; align-items: center; justify-content: space-between; min-height: 2.75rem;
  padding: .375rem .5rem .375rem 1rem; border-bottom: 1px solid var(--line); color: var(--soft);
}
pre { margin: 0; padding: .875rem 1rem; line-height: 1.6; white-space: pre-wrap; overflow-wrap: anywhere; }
.copy {
  min-width: 4.75rem; padding: .2rem .625rem; border: 1px solid var(--line); border-radius: 6px; background: var(--surface);
  color: var(--text); font: inherit; font-size: .8125rem; cursor: pointer;
}
.copy:hover { border-color: var(--soft); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .5rem 1rem; margin: .75rem 0 0; align-items: baseline; }
dd { margin: 0; color: var(--soft); }
.meanings { margin-top: 2.5rem; }
footer { margin-top: 2.5rem; padding-bottom: 3rem; color: var(--soft); font-size: .875rem; }
@media (max-width: 44rem) {
  main { padding-top: 2rem; }
  main, footer { padding-left: 1rem; padding-right: 1rem; }
  h1 { font-size: 2rem; }
  .lead { font-size: 1.0625rem; }
  .contract { padding: 1.25rem; }
  .columns { grid-template-columns: minmax(0, 1fr); }
  dl { grid-template-columns: 1fr; gap: .25rem; }
  dd { margin-bottom: .5rem; }
}
`;
