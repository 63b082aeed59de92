/** Where the recorded CSE and this package come to different answers, and why. */

export interface Difference {
  /**
   * `accepted`: the CSE took or wrote what is wrong here, `at` is path and rule. `refused`: the CSE refused what is valid here, `at` is part
   * of what it answered.
   */
  readonly said: 'accepted' | 'refused';
  readonly at: RegExp;
  /**
   * `documents`: the CSE departs from them. `ours`: the content alone decides, and no rule here says it; such an entry goes with the rule.
   * `state`: what other resources there are decides, which a payload does not say. `release`: right in another release than that of the validators.
   */
  readonly right: 'documents' | 'ours' | 'state' | 'release';
  readonly clause: string;
  readonly reason: string;
}

const accepted = (at: RegExp, clause: string, reason: string): Difference => ({ said: 'accepted', at, right: 'documents', clause, reason });
const refused = (right: Difference['right'], at: RegExp, clause: string, reason: string): Difference => ({ said: 'refused', at, right, clause, reason });

export const differences: readonly Difference[] = [
  accepted(/^m2m:rce content$/, 'TS-0004 8.4.2, rule 3', 'a resource beside its address has its prefix'),
  accepted(/^m2m:sgn\/nev\/rep content$/, 'TS-0004 7.5.1.1', 'a representation is that of one resource'),
  accepted(/^m2m:acp\/pvs?\/acr\/\d+\/acco\/\d+\/actw\/\d+ pattern$/, 'TS-0004 Table 7.4.9.1-4', 'years are 2000 to 9999'),
  accepted(/^m2m:(sub\/(acrs|nu) length|\w+\/(lbl|poa) length|nod\/(hael|hsl) length|csr\/dcse length|ts\/mdlt type)$/, 'TS-0004 6.3.3; of nu TS-0001 9.6.8', 'a list that is there has an item; an attribute without any is not there'),
  accepted(/^m2m:sub\/enc implies$/, 'TS-0004 7.4.8.2.1', 'a subscription to blocking updates names criteria and target alone: not even the content type that TS-0001 9.6.8 says it has'),
  accepted(/^m2m:sub\/bn\/dur type$/, 'TS-0004 6.3.5.6', 'the duration of a batch is an xs:duration, no number'),
  accepted(/^m2m:crs\/encs\/encn M$/, 'TS-0004 8.2.5', 'the short name is encn, and enc is that of a subscription'),
  accepted(/^m2m:(rbo\/(rbo|far)|dvc\/(ena|dis)|evl\/(lga|lgo)) fixed$/, 'TS-0004 D.9.1, D.10.1, D.11.1', 'these attributes are triggers, whose value is always true'),
  accepted(/^m2m:cnt\/et null$/, 'TS-0004 7.3.3.7', 'expirationTime has multiplicity 1; TS-0001 9.6.1.3.2 would have it otherwise (erratum P28)'),
  accepted(/^m2m:req\/mi\/(rp|rset|rqet|oet) type$/, 'TS-0004 6.3.3, m2m:absRelTimestamp', 'a time from now is a number of milliseconds, no xs:duration'),

  refused('release', /"creator\\*" attribute is not allowed for resource type/, 'TS-0001 Table 9.6.5-2', 'the AE has no creator; a reading of other releases takes what it does not know'),
  refused('release', /unknown (or undefined )?attribute/, 'TS-0004 7.3.3.3', 'a reading of other releases takes what it does not know; validators of Release 3 refuse it'),
  refused('release', /undefined enum value/, 'TS-0004 7.3.3.3', 'a reading of other releases takes numbers that it does not know; validators of Release 3 refuse them'),
  refused('release', /unsupported content serialization/, 'TS-0004 6.3.3, m2m:serializations', 'a reading of other releases takes words that it does not know; validators of Release 3 refuse them'),
  refused('release', /lower case .*"r.*" is only allowed for release versions/, 'TS-0001 Table 7.2-1', 'Release 3 has both spellings'),

  refused('state', /Only one <schedule>/, 'TS-0004 7.4.9.2.1', 'whether there is another'),
  refused('state', /rn of <schedule> under <subscription>/, 'TS-0001 9.6.8', 'below which resource it is to stand'),
  refused('state', /must not be set for a SCH resource that is not a child of a <node>/, 'TS-0001 9.6.9', 'below which resource it is to stand'),
  refused('state', /ChildResourceType .* is not an allowed child resource/, 'TS-0004 7.4.8.2.1', 'of which type the parent is'),
  refused('state', /parent resource must be a TimeSeries/, 'TS-0001 9.6.8', 'of which type the parent is'),
  refused('state', /resource not found|Resource is not a subscription/, 'TS-0001 9.6.1.3', 'whether a reference leads anywhere'),
  refused('state', /expirationTime is in the past/, 'TS-0004 7.3.3.3', 'what time it is'),
  refused('state', /only one PCH per AE/, 'TS-0004 7.4.21', 'whether there is another'),
  refused('state', /Only one NTP resource/, 'TS-0004 7.4.31', 'whether there is another'),
  refused('state', /mdd must not be True when/, 'TS-0004 7.4.38.2.3', 'what the attribute is before the update'),

  refused('documents', /only allowed if los is Network_based/, 'TS-0001 Table 9.6.10-2', 'what only network based location uses is of no use elsewhere; no clause refuses it'),
];

/** Beside these, in what only Releases 4 and 5 have, as their source says it. */
export const differencesLater: readonly Difference[] = [
  accepted(/^dcfg:wific\/(ssi|uds) unknown$/, 'wifiClient', 'attributes of the CSE that the source does not have'),
  accepted(/^m2m:crs\/encs\/enc unknown$/, 'TS-0004 8.2.5', 'the short name is encn, and enc is that of a subscription'),
  accepted(/^m2m:tsb\/bcnt type$/, 'timeSyncBeacon', 'a duration as a number, where the source says duration'),
];
