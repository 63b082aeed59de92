import { attributes } from './attributes.js';
import { children } from './children.js';
import { commands } from './commands.js';
import { commonAttributes } from './common-attributes.js';
import { enumeration } from './enumeration.js';
import { faultCodes } from './fault-codes.js';
import { members } from './members.js';
import { parameters } from './parameters.js';
import type { Recogniser } from './recogniser.js';
import { responses } from './responses.js';
import { resourceTypes } from './resource-types.js';
import { requests } from './requests.js';
import { simpleTypes } from './simple-types.js';
import { shortNames } from './short-names.js';
import { statusCodes } from './status-codes.js';

/** Every kind of table that gives facts. Where two fit, the one with more columns is taken, else the first. */
export const recognisers: readonly Recogniser[] = [
  attributes,
  requests,
  children,
  enumeration,
  members,
  simpleTypes,
  resourceTypes,
  faultCodes,
  commands,
  shortNames,
  parameters,
  responses,
  statusCodes,
  commonAttributes,
];
