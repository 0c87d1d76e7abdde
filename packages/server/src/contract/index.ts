/** What a contract says of its operations: their types, schemas, media types and statuses. */

export {
  type Contract,
  type ContractParts,
  defineContract,
  type OperationValidators,
  type ParameterPlace,
} from "./contract.ts";
export { declaredStatus } from "./declared-status.ts";
export {
  findMediaType,
  isJson,
  type MediaType,
  type Preference,
  parseAccept,
  parseMediaType,
  takesAll,
} from "./media-type.ts";
export type {
  Answer,
  Context,
  EventOf,
  Handler,
  Handlers,
  OperationName,
  Principal,
  PrincipalOfScheme,
} from "./operation-types.ts";
export {
  createSchemaReader,
  defaultOf,
  isBinary,
  itemsOf,
  propertiesOf,
  type SchemaReader,
  typesOf,
} from "./schema.ts";
export { compileVisibility, type Hide } from "./visibility.ts";
