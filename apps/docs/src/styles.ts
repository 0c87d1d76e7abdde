/** The look of the start page and of the page for unknown addresses. */

/** Text of the styles, beside those that every page has. */
export const styles = `
main, footer { max-width: 62rem; margin: 0 auto; padding: 0 var(--space-6); }
main { padding-top: var(--space-8); }
h1 { display: flex; gap: var(--space-2); align-items: center; }
h3 { margin: var(--space-6) 0 var(--space-2); color: var(--text-3); font-size: var(--size-label); font-weight: 500; }
.lead { max-width: 46rem; color: var(--text-2); }
.contract { margin-top: var(--space-4); padding: var(--space-6); border: 1px solid var(--line); border-radius: var(--radius-2); }
.lead + .contract { margin-top: var(--space-8); }
.head { display: flex; flex-wrap: wrap; gap: var(--space-4) var(--space-8); align-items: start; justify-content: space-between; }
.head > div { flex: 1 1 24rem; }
.head h2 { color: var(--api); }
.version { margin-left: var(--space-2); color: var(--text-3); font-size: var(--size-control); font-weight: 400; }
.summary { color: var(--text-2); }
.button {
  display: inline-block; padding: 0.3125rem 0.875rem; border-radius: var(--radius-1); background: var(--accent); color: var(--on-accent);
  font-size: var(--size-control); font-weight: 600; text-decoration: none; white-space: nowrap;
}
.button:hover { text-decoration: underline; }
.counts { display: flex; flex-wrap: wrap; gap: var(--space-1) var(--space-4); align-items: center; margin: var(--space-4) 0 0; padding: 0; list-style: none; font-size: var(--size-control); }
.counts b { font-variant-numeric: tabular-nums; }
.badge { display: inline-block; padding: 0 var(--space-2); border: 1px solid var(--line); border-radius: 99px; color: var(--text-2); font-size: var(--size-label); line-height: 1.25rem; }
.columns { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 2.2fr); gap: 0 var(--space-8); }
.downloads { margin: 0; padding: 0; list-style: none; font-size: var(--size-control); }
.downloads a { display: inline-block; min-height: 24px; }
.sample { position: relative; border: 1px solid var(--line); border-radius: var(--radius-1); overflow: hidden; }
.bar { margin: 0; padding: var(--space-2) 5.5rem var(--space-2) var(--space-4); border-bottom: 1px solid var(--line); color: var(--text-2); font-size: var(--size-control); }
.copy { position: absolute; top: 0.3125rem; right: var(--space-2); min-width: 4.5rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: var(--space-2) var(--space-4); margin: var(--space-3) 0 0; align-items: baseline; font-size: var(--size-control); }
dd { margin: 0; color: var(--text-2); }
.meanings { margin-top: var(--space-8); }
footer { margin-top: var(--space-8); padding-bottom: var(--space-8); color: var(--text-3); font-size: var(--size-control); }
@media (max-width: 44rem) {
  main { padding-top: var(--space-6); }
  main, footer { padding-left: var(--space-4); padding-right: var(--space-4); }
  .contract { padding: var(--space-4); }
  .columns { grid-template-columns: minmax(0, 1fr); }
  dl { grid-template-columns: 1fr; gap: var(--space-1); }
  dd { margin-bottom: var(--space-2); }
}
`;
