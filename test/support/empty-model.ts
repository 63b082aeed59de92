import type { Model } from '../../generator/model/model.js';

/** A model of nothing. */
export const emptyModel: Model = {
  components: { types: new Map(), elements: new Map(), attributes: new Map(), substitutions: new Map(), references: new Map() },
  documents: [],
  enumerations: [],
  resources: [],
  shortNames: { resources: new Map(), attributes: new Map(), members: new Map(), parameters: new Map(), reserved: new Set() },
  universalAttributes: [],
  namespaces: [],
  parameters: [],
  contents: [],
  contentRules: [],
  httpBinding: { methods: [], fields: [], errata: [] },
  faultTables: [],
  unlistedFaults: [],
  commands: [],
  outcomes: [],
  statusCodes: [],
  execStatusCodes: [],
  machines: [],
  aggregations: [],
  dependencies: { roles: [], references: [], features: [], values: [], conditions: [], unsettled: [] },
  errata: [],
  citations: [],
};
