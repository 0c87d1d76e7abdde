/** Leaves out the components that nothing refers to, such as those of a form that was replaced by another. */

type Json = Record<string, unknown>;

/** A copy without unused components; security schemes stay, as operations name them without a reference. */
export function withoutUnusedComponents(document: Json): Json {
  const { components, ...rest } = document;
  if (!isObject(components)) return document;
  const used = new Set<string>();
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    else if (isObject(value)) Object.values(value).forEach(visit);
    // Not only `$ref`: the mapping of a discriminator has references too.
    else if (typeof value === "string" && value.startsWith("#/components/") && !used.has(value)) {
      used.add(value);
      const [, , section = "", name = ""] = value.split("/");
      const target = components[section];
      if (isObject(target)) visit(target[name]);
    }
  };
  visit(rest);
  const sections = Object.entries(components).flatMap(([section, members]) => {
    if (!isObject(members) || section === "securitySchemes") return [[section, members]];
    const kept = Object.entries(members).filter(([name]) => used.has(`#/components/${section}/${name}`));
    return kept.length > 0 ? [[section, Object.fromEntries(kept)]] : [];
  });
  return { ...rest, components: Object.fromEntries(sections) as Json };
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
