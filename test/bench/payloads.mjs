/** The payload that every contestant validates: the content of a softwareCampaign Create request, short names. */
export const payload = (targets) => ({
  rn: 'campaign-7',
  et: '20301231T235959',
  lbl: ['fleet:north', 'wave:2'],
  acpi: ['cse-in/acp-fleet'],
  cpen: true,
  vr: '2.4.1',
  swn: 'meter-agent',
  url: 'https://packages.example.org/meter-agent/2.4.1.tar.gz',
  swtg: Array.from({ length: targets }, (_, i) => `cse-in/node-${String(i).padStart(6, '0')}`),
  swtc: [{ sri: 'cse-in/window', evc: { optr: 3, sbjt: 'battery', thld: 20 } }],
  swop: 1,
});

/** Two faults: an attribute that only the Hosting CSE sets, and a number that is no operation. */
export const faulty = (targets) => ({ ...payload(targets), cpst: 1, swop: 9 });

export const identifiers = {
  resourceName: '^[A-Za-z0-9][A-Za-z0-9\\-._]*$',
  timestamp: '^[0-9]{4}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3])[0-5][0-9][0-5][0-9](?:,[0-9]{1,6})?$',
  ncName: '^[A-Za-z_][A-Za-z0-9_.\\-]*$',
};
