/** Turns the snake case of the platform into the camel case of this package. */

type Camel<Name extends string> = Name extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<Camel<Tail>>}`
  : Name;

/** The same members under names in camel case; what they hold stays as it is. */
export type CamelKeys<Value> = {
  [Key in keyof Value as Key extends string ? Camel<Key> : Key]: Value[Key];
};

/** Renames the members of an object; members of members keep their names, because some are free form. */
export function camelKeys<Value extends object>(value: Value): CamelKeys<Value> {
  const entries = Object.entries(value).map(([name, member]) => [
    name.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase()),
    member,
  ]);
  return Object.fromEntries(entries) as CamelKeys<Value>; // fromEntries forgets the names
}
