import { gunzipSync } from 'node:zlib'; import { readFileSync } from 'node:fs'; import { it } from 'vitest'; import { bindParse } from '../../wire/index.js'; import { vocabulary } from '/tmp/vocab/whole3/vocabulary.ts'; import { load } from '/tmp/vocab/whole3/validators/load.js'; const parse = bindParse(() => vocabulary, load);
it('x', async () => {
  const rows = gunzipSync(readFileSync('/work/shared/traffic/http.jsonl.gz')).toString().trim().split('\n').map((l) => JSON.parse(l));
  const tally = new Map<string, number>(); const diffs = new Map<string, number>(); const ex = new Map<string,string>();
  const add = (m: Map<string, number>, k: string) => m.set(k, (m.get(k) ?? 0) + 1);
  for (const r of rows) {
    const rsc = r.responseHeaders['X-M2M-RSC']; const ct = r.headers['Content-Type'] ?? ''; 
    if (r.body) {
      const ty = /ty=(\d+)/.exec(ct)?.[1];
      const op = r.method === 'POST' && ty ? 'create' : r.method === 'PUT' ? 'update' : 'partial';
      const res = await parse(r.body, ct.replace(/application\/json/, 'application/json'), { release: 'any', operation: op as never });
      const o = res.ok ? 'valid' : res.outcome; const verdict = !rsc ? 'none' : rsc.startsWith('2') ? 'accepted' : ['4000','4102'].includes(rsc) ? 'refused' : 'other'+rsc;
      add(tally, `request ${verdict} ${o}`);
      if (!res.ok && res.outcome === 'invalid' && verdict === 'accepted') for (const d of res.diagnostics) { const k = `accepted: ${op} ${d.path.join('/')} ${d.code} ${d.rule}: ${d.message.slice(0, 90)}`; add(diffs, k); ex.set(k, r.body.slice(0, 200)); }
      if (res.ok && verdict === 'refused') { const k = `refused ${rsc}: ${r.method} ${r.body.slice(0,140)} => ${String(r.responseBody).slice(0,150)}`; add(diffs, k);}
    }
    if (r.responseBody) { const res = await parse(r.responseBody, 'application/json', { release: 'any' }); const o = res.ok ? 'valid' : res.outcome; add(tally, `response ${o}`);
      if (!res.ok && res.outcome === 'invalid') for (const d of res.diagnostics) { const k = `response ${d.path.filter(x=>typeof x==='string').join('/')} ${d.code} ${d.rule}: ${d.message.slice(0, 100)}`; add(diffs, k); ex.set(k, r.responseBody.slice(0, 200)); } }
  }
  console.log([...tally].sort().map((x) => x.join(' ')).join('\n')); console.log([...diffs].sort().map(([k, n]) => `${n} ${k}\n      ${ex.get(k) ?? ''}`).join('\n'));
});
