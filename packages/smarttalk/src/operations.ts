/** The operations of the contract, and its streams with the ending `Events`, for `openStream`. */

// Not name by name: the module is generated and has nothing else, so a new operation needs no edit here.
export * from "@parley/contracts/smarttalk/raw";
