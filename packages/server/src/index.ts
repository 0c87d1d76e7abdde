/** Server stubs of the contracts. */

export {};
