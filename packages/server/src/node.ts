/** The Node host of a fetch handler. */

export {};
