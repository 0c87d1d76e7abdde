/** All operations of the platform and the events of its stream, for `call`, `request`, `callRaw` and `openStream`. */

// Not name by name: the module is generated and has nothing else, so a new operation needs no edit here.
export * from "@parley/contracts/chatzy/raw";
