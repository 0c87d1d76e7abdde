import { fetch } from "./handler.js";

export default { fetch: (request) => fetch(request) };
