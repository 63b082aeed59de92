/**
 * Exports of generated modules that are there whatever the specification says: nothing of the specification is called
 * so. A test holds the list against what is generated from nothing.
 */
export const keptNames: readonly string[] = words(`
  AggregationRow AliasRow AttributeRow CommandRow ExecStatusCode ExecStatusCodeRow FaultCodeRow FaultMapping FaultRange FaultRpc
  FaultStatus KnownResource Lexical Machine MemberRow NameTable OneOf OutcomeId OutcomeRow ParameterRow PartOf
  PublishedExecStatus ResourceRow ResourceTypes RootRow RuleRow StatusCode StatusCodeName StatusCodeRow StructureRow Transition
  aliasOf attributeNames attributesOf commandOf commands enumerationAliases execStatusCodes faultCodes fromPublished machines
  mapFault memberNames outcomes parameterNames parameters resourceNamed resourceNames resourceOfType resources roots rules rulesOf
  statusCodeNamed statusCodeOf statusCodes structures toPublished unlistedFaults
  CreateContent UpdateContent ResourceContent RepresentationContent NotifyContent RetrieveContent ResponseContent PrimitiveContent
  CreateRequest RetrieveRequest UpdateRequest DeleteRequest NotifyRequest RequestPrimitive ResponsePrimitive
  CreateContentWire UpdateContentWire ResourceContentWire RepresentationContentWire NotifyContentWire RetrieveContentWire
  ResponseContentWire PrimitiveContentWire CreateRequestWire RetrieveRequestWire UpdateRequestWire DeleteRequestWire
  NotifyRequestWire RequestPrimitiveWire ResponsePrimitiveWire
  Guard Issue IssueRule Validator
`);

/** Words that no declaration may have, and globals that generated code refers to, which none may hide. */
export const languageNames: readonly string[] = words(`
  abstract any arguments as async await bigint boolean break case catch class const continue debugger declare default delete do
  else enum eval export extends false finally for function get if implements import in infer instanceof interface is keyof let
  namespace never new null number object of package private protected public readonly require return set static string super
  switch symbol this throw true try type typeof undefined unique unknown var void while with yield
  Array Exclude Infinity Iterable Map Math NaN Number Object Pick Promise Readonly ReadonlyArray ReadonlyMap ReadonlySet Record Set
  String globalThis
`);

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
