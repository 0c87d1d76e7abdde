/** The script with which an open page follows what its server builds. */

/** Says which page this is: the name of a contract, or nothing for the start page, and which build of it. */
export function liveAttributes(page: string, version: string): string {
  return `data-page="${page}" data-version="${version}"`;
}

/** What the server tells of each page, by the names of {@link liveAttributes}. */
export type PageStates = Readonly<Record<string, PageState>>;

/** The build that is served, and why the last save did not become one. */
export interface PageState {
  readonly version: string;
  readonly broken?: readonly string[];
}

/** Styles of the note about a broken save. */
export const liveStyles = `
.live-note { position: fixed; inset: auto var(--space-4) var(--space-4) auto; z-index: 1000; max-width: min(44rem, calc(100vw - 2rem)); padding: var(--space-3) var(--space-4); border: 1px solid var(--danger); border-radius: var(--radius-2); background: var(--bg); color: var(--text); box-shadow: var(--shadow); font: var(--size-control)/1.5 var(--font); }
.live-note[hidden] { display: none; }
.live-note strong { color: var(--danger); }
.live-note pre { margin: var(--space-2) 0 0; padding: 0; background: none; font: var(--size-wire)/1.5 var(--mono); white-space: pre-wrap; overflow-wrap: anywhere; }
`;

/**
 * Text of the script: reloads the page when there is another build of it, also one that was made while the server was
 * away, and shows why a save was not built. A page that nobody sees holds no connection, because browsers open few.
 */
export const liveScript = `
(() => {
  const { page, version } = document.documentElement.dataset;
  if (page === undefined || !location.protocol.startsWith("http")) return;
  const note = document.createElement("div");
  note.className = "live-note";
  note.setAttribute("role", "status");
  note.hidden = true;
  let source;
  const show = ({ version: built, broken }) => {
    if (built !== version) return location.reload();
    if (!note.isConnected) document.body.append(note);
    note.hidden = broken === undefined;
    const title = document.createElement("strong");
    title.textContent = "The last save is not shown: ";
    const list = document.createElement("pre");
    list.textContent = (broken ?? []).join("\\n");
    note.replaceChildren(title, "this is the last good version.", list);
  };
  const follow = () => {
    source?.close();
    source = undefined;
    if (document.visibilityState !== "visible") return;
    source = new EventSource(page === "" ? "changes" : "../changes");
    source.onmessage = ({ data }) => {
      const state = JSON.parse(data)[page];
      if (state) show(state);
    };
  };
  document.addEventListener("visibilitychange", follow);
  follow();
})();
`;
