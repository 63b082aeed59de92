import type { Diagnostics } from '../diagnostics/diagnostic.js';
import type { SchemaSet } from '../model/components.js';
import type { Erratum, Model, SourceDocument } from '../model/model.js';
import { byCodepoint } from '../model/names.js';
import type { Definitions } from '../read/definitions/read.js';
import type { LinkContext, NameOverrides } from './context.js';
import { withAdditions } from './additions.js';
import { linkCitations } from './citations.js';
import { linkCwmp } from './cwmp.js';
import { linkDependencies } from './dependencies.js';
import { linkEnumerations, linkTokens } from './enumerations.js';
import { linkAggregations, linkMachines } from './machines.js';
import { linkShortNames } from './names.js';
import { linkCommands, linkContentRules, linkContents, linkExecStatusCodes, linkFaultTables, linkHttpBinding, linkOutcomes, linkParameters, linkStatusCodes, linkUnlistedFaults } from './procedures.js';
import { linkNamespaces, linkResources } from './resources.js';
import { linkUniversalAttributes } from './universal-attributes.js';

/**
 * Components and definitions → the model: names resolved, bases and announced variants filled in, every fact with its
 * source and errata. What does not resolve is reported; the model is complete in shape all the same, so that the checks
 * can go on and report the rest.
 */
export function link(components: SchemaSet, definitions: Definitions, diagnostics: Diagnostics, overrides: NameOverrides = {}): Model {
  const context: LinkContext = { components, definitions: withAdditions(definitions, diagnostics), diagnostics, overrides };
  const enumerations = linkEnumerations(context);
  linkTokens(context);
  const shortNames = linkShortNames(context);
  const statusCodes = linkStatusCodes(context);
  const resources = linkResources(context, shortNames);
  return {
    components,
    documents: documents(context),
    enumerations,
    resources,
    shortNames,
    universalAttributes: linkUniversalAttributes(context, shortNames),
    namespaces: linkNamespaces(context, resources),
    parameters: linkParameters(context),
    contents: linkContents(context),
    contentRules: linkContentRules(context),
    httpBinding: linkHttpBinding(context),
    ...linkCwmp(context),
    faultTables: linkFaultTables(context, enumerations),
    unlistedFaults: linkUnlistedFaults(context, enumerations),
    commands: linkCommands(context, enumerations),
    outcomes: linkOutcomes(context, statusCodes),
    statusCodes,
    execStatusCodes: linkExecStatusCodes(context, enumerations),
    machines: linkMachines(context, enumerations),
    aggregations: linkAggregations(context),
    dependencies: linkDependencies(context, resources),
    errata: errata(context),
    citations: linkCitations(context),
  };
}

const documents = ({ definitions }: LinkContext): readonly SourceDocument[] =>
  definitions.byKind('documents').flatMap((d) => d.content.documents.map((document, i) => ({ ...document, place: d.at('documents', i) })));

const errata = ({ definitions }: LinkContext): readonly Erratum[] =>
  definitions
    .byKind('errata')
    .flatMap((d) => d.content.errata.map((erratum, i): Erratum => ({ ...erratum, patches: erratum.patches ?? [], place: d.at('errata', i) })))
    .sort((a, b) => byCodepoint(a.id, b.id));
