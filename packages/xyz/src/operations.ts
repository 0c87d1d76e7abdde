/** The raw operations and the stream of the contract, for `call`, `request`, `callRaw` and `openStream`. */

// Not name by name: the module is generated and has nothing else, so a new operation needs no edit here.
export * from "@parley/contracts/xyz/raw";
