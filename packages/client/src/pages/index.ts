/** Lists that come page by page. */

export { type Page, type PageReading, readPages } from "./read-pages.ts";
