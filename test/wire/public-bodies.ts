/** Bodies such as a CSE of Releases 3 to 5 meets under its own tests, made up after the kinds of a public suite; what each is to a reader of Release 3. */

import type { Traffic } from './traffic.js';

export type Outcome = Traffic['requests'][number]['found'];

export interface Body {
  readonly outcome: Outcome;
  readonly text: string;
  /** Number of the type where it is the body of a Create request; `put` of an Update request, `get` of what is shown. */
  readonly as: number | 'put' | 'get';
}

const all = (outcome: Outcome, as: Body['as'], ...texts: readonly string[]): readonly Body[] => texts.map((text) => ({ outcome, as, text }));
const shown = '"rn":"r","ri":"i1","pi":"i0","ct":"20261128T221915,706697","lt":"20261128T221915,706697","et":"20311127T221804,401677"';
const evc = '"evc":{"optr":5,"sbjt":"cni","thld":2}';
const apv = '"apv":{"op":1,"to":"cse-in/x","fr":"CA","rqi":"7","rvi":"4","ty":4,"pc":{"m2m:cin":{"con":"a"}}}';

export const bodies: readonly Body[] = [
  // AE and CSEBase.
  ...all('valid', 2, '{"m2m:ae":{"rn":"a","api":"Nlamp","rr":true,"srv":["2a","3"],"poa":["http://127.0.0.1:9990"]}}', '{"m2m:ae":{"api":"racme","rr":false,"srv":["2a"],"csz":["json","cbor"],"lbl":["tag:greeting","aLabel"]}}'),
  ...all('unknownHere', 2, '{"m2m:ae":{"api":"Nlamp","rr":true,"srv":["2a","3","4","5"]}}', '{"m2m:ae":{"api":"Nlamp","rr":true,"srv":["3"],"csz":["application/json"]}}', '{"m2m:ae":{"api":"Nlamp","rr":true,"srv":["3"],"nwa":0}}', '{"m2m:ae":{"api":"Nlamp","rr":true,"srv":["3"],"cr":null}}', '{"m2m:ae":{"api":"Nlamp","rr":true,"srv":["3"],"tqpt":"x","loc":{"typ":1,"crd":"[52.5,13.4]"}}}', '{"m2m:ae":{"api":"Nlamp","rr":true,"srv":["3"],"ros":["a"]}}'),
  ...all('invalid', 2, '{"m2m:ae":{"api":"xlamp","rr":true,"srv":["3"]}}', '{"m2m:ae":{"api":"Nlamp","srv":["3"]}}', '{"m2m:ae":{"api":"Nlamp","rr":true}}', '{"m2m:ae":{"api":"Nlamp","rr":"true","srv":["3"]}}', '{"m2m:ae":{"api":"Nlamp","rr":true,"srv":[3]}}', '{"m2m:ae":{"api":"Nlamp","rr":true,"srv":[]}}', '{"m2m:ae":{"api":"Nlamp","rr":true,"srv":["3"],"aei":"Cx"}}', '{"m2m:ae":{"rn":"wrong?","api":"Nlamp","rr":true,"srv":["3"]}}', '{"m2m:cnt":{"mni":2}}'),
  ...all('valid', 'put', '{"m2m:ae":{"lbl":["b"],"apn":"x"}}', '{"m2m:ae":{"lbl":null}}', '{"m2m:ae":{"acpi":["acp1"]}}'),
  ...all('invalid', 'put', '{"m2m:ae":{"acpi":["acp1"],"lbl":["a"]}}', '{"m2m:ae":{"rn":"b"}}', '{"m2m:ae":{"ty":2}}', '{"m2m:ae":{"lbl":"a"}}', '{"m2m:ae":{"et":"tomorrow"}}', '{"m2m:ae":{"et":"20260230T000000"}}'),
  ...all('unknownHere', 'get', `{"m2m:cb":{"rn":"cse-in","ri":"id-in","ct":"20261128T221804","lt":"20261128T221804","ty":5,"csi":"/id-in","cst":1,"csz":["application/json","application/cbor"],"srt":[1,2,3,4,5,9,13,14,15,16,17,18,23,24,28,29,30,48,58,60,63,64,65,66,67,69,10001,10065],"srv":["1","2","2a","3","4","5"],"poa":["http://127.0.0.1:8080"],"rsa":"20261128T221804"}}`),
  ...all('valid', 'get', `{"m2m:cb":{"rn":"c","ri":"id-in","ty":5,"csi":"/id-in","cst":1,"ctm":"20261128T221804,1","srt":[1,2],"nl":"nod1"}}`),

  // Access control.
  ...all('valid', 1, '{"m2m:acp":{"rn":"p","pv":{"acr":[{"acor":["CA","all"],"acop":63}]},"pvs":{"acr":[{"acor":["CA"],"acop":63,"acco":[{"actw":["* * 12 * * * *"],"acip":{"ipv4":["10.0.0.0/8"],"ipv6":["fe80::1"]}}],"acod":[{"ty":3,"chty":[4]}]}]}}}', '{"m2m:acp":{"pv":{},"pvs":{"acr":[{"acor":["/id/x"],"acop":1}]}}}'),
  ...all('unknownHere', 1, '{"m2m:acp":{"pv":{"acr":[{"acor":["CA"],"acop":127}]},"pvs":{"acr":[{"acor":["CA"],"acop":63}]}}}', '{"m2m:acp":{"pv":{"acr":[{"acor":["CA"],"acop":3,"acod":[{"ty":65,"chty":[69]}]}]},"pvs":{"acr":[{"acor":["CA"],"acop":63}]}}}', '{"m2m:acp":{"pv":{"acr":[{"acor":["CA"],"acop":3,"brandNew":true}]},"pvs":{"acr":[{"acor":["CA"],"acop":63,"acaf":true}]}}}'),
  ...all('invalid', 1, '{"m2m:acp":{"pv":{"acr":[{"acor":["CA"],"acop":63}]}}}', '{"m2m:acp":{"pv":{"acr":[{"acor":["CA"],"acop":63}]},"pvs":{}}}', '{"m2m:acp":{"pv":{"acr":[{"acor":["CA"],"acop":"63"}]},"pvs":{"acr":[{"acor":["CA"],"acop":63}]}}}', '{"m2m:acp":{"pv":{"acr":[{"acor":["CA"]}]},"pvs":{"acr":[{"acor":["CA"],"acop":63}]}}}', '{"m2m:acp":{"pv":{"acr":[{"acor":["CA"],"acop":63,"acco":[{"actw":["* * *"]}]}]},"pvs":{"acr":[{"acor":["CA"],"acop":63}]}}}', '{"m2m:acp":{"pv":{"acr":[{"acor":["CA"],"acop":63,"acco":[{"acip":{"ipv4":["1.2.3.400"]}}]}]},"pvs":{"acr":[{"acor":["CA"],"acop":63}]}}}', '{"m2m:acp":{"pv":{"acr":[{"acor":["CA"],"acop":0}]},"pvs":{"acr":[{"acor":["CA"],"acop":63}]}}}'),

  // Containers and their instances.
  ...all('valid', 3, '{"m2m:cnt":{"rn":"c","mni":3,"mbs":10000,"mia":60,"cr":null,"disr":true,"or":"http://o"}}', '{"m2m:cnt":{}}'),
  ...all('unknownHere', 3, '{"m2m:cnt":{"loc":{"typ":1,"crd":"[1.0,2.0]"}}}', '{"m2m:cnt":{"cstn":"CA","subi":["s"]}}', '{"m2m:cnt":{"wrong":"x"}}'),
  ...all('invalid', 3, '{"m2m:cnt":{"mni":-1}}', '{"m2m:cnt":{"mni":"3"}}', '{"m2m:cnt":{"cr":"CA"}}', '{"m2m:cnt":{"cni":3}}', '{"m2m:cnt":{"lbl":["a\\tb"]}}', '{"m2m:cnt":null}', '{"m2m:cnt":[]}', '{"cnt":{}}', '{"m2m:cnt":{},"m2m:ae":{}}', '{"m2m:cnt":{"et":"wrong"}}', '{"m2m:cnt":{"et":"99991231T235959Z"}}'),
  ...all('valid', 4, '{"m2m:cin":{"cnf":"text/plain:0","con":"a"}}', '{"m2m:cin":{"cnf":"application/json:1","con":"e30="}}', '{"m2m:cin":{"con":{"a":[1,true,null]}}}', '{"m2m:cin":{"con":""}}', '{"m2m:cin":{"cnf":"application/vnd.x+json;charset=utf-8:0:0","con":1.5,"lbl":["x"]}}'),
  ...all('unknownHere', 4, '{"m2m:cin":{"con":"a","dcnt":3}}', '{"m2m:cin":{"con":"a","acpi":["p"]}}', '{"m2m:cin":{"con":"a","dgt":"20261128T221915,7"}}', '{"m2m:cin":{"con":"a","cnf":"text/plain"}}', '{"m2m:cin":{"con":"a","cnf":"text/plain:7"}}', '{"m2m:cin":{"con":"a","loc":{"typ":1,"crd":"[1,2]"}}}'),
  ...all('invalid', 4, '{"m2m:cin":{}}', '{"m2m:cin":{"con":"a","cnf":"wrong"}}', '{"m2m:cin":{"con":"a","cnf":"a/b:c"}}', '{"m2m:cin":{"con":"a","cs":1}}', '{"m2m:cin":{"con":"a","st":1}}'),

  // Groups.
  ...all('valid', 9, '{"m2m:grp":{"mnm":2,"mid":["a","a"]}}', '{"m2m:grp":{"mt":0,"mnm":3,"mid":["a","b"],"csy":1,"gn":"g","macp":["p"]}}'),
  ...all('unknownHere', 9, '{"m2m:grp":{"mt":65,"mnm":3,"mid":["a"]}}', '{"m2m:grp":{"mnm":3,"mid":["a"],"csy":9}}', '{"m2m:grp":{"mnm":3,"mid":["a"],"gad":1}}'),
  ...all('invalid', 9, '{"m2m:grp":{"mnm":1,"mid":["a","b"]}}', '{"m2m:grp":{"mid":["a"]}}', '{"m2m:grp":{"mnm":0,"mid":[]}}', '{"m2m:grp":{"mnm":2,"mid":["a"],"cnm":1}}'),

  // Subscriptions.
  ...all('valid', 23, '{"m2m:sub":{"nu":["http://127.0.0.1:9990","/id-in/CA"],"enc":{"net":[1,3],"atr":["lbl"]},"nct":1,"su":"CA","exc":3,"ln":true,"nec":4,"bn":{"num":5,"dur":"PT60S"},"cr":null}}', '{"m2m:sub":{"nu":["n"],"enc":{"net":[8],"md":{"num":3,"dur":"PT20S"}},"nct":5}}', '{"m2m:sub":{"nu":["cse-in/ae"],"enc":{"net":[7]}}}', '{"m2m:sub":{"nu":["n"],"enc":{"net":[3,4],"chty":[3,4]},"nct":3,"nfu":"x","pn":1}}', '{"m2m:sub":{"nu":["n"],"enc":{"om":[{"ops":2,"or":"CA"}]}}}'),
  ...all('unknownHere', 23, '{"m2m:sub":{"nu":["n"],"nse":true}}', '{"m2m:sub":{"nu":["n"],"enc":{"net":[9,10]}}}', '{"m2m:sub":{"nu":["n"],"enc":{"net":[1,2,3,4,5,6]}}}', '{"m2m:sub":{"nu":["n"],"enc":{"net":[3],"chty":[58,60]},"eeno":true}}', '{"m2m:sub":{"nu":["n"],"nct":6}}', '{"m2m:sub":{"nu":["n"],"ma":"PT2S","mpc":1}}'),
  ...all('invalid', 23, '{"m2m:sub":{"enc":{"net":[1]}}}', '{"m2m:sub":{"nu":[]}}', '{"m2m:sub":{"nu":["n"],"enc":{"net":["1"]}}}', '{"m2m:sub":{"nu":["n"],"enc":{"net":1}}}', '{"m2m:sub":{"nu":["n"],"enc":{"net":[8]}}}', '{"m2m:sub":{"nu":["n","m"],"enc":{"net":[7]}}}', '{"m2m:sub":{"nu":["http://h"],"enc":{"net":[7]}}}', '{"m2m:sub":{"nu":["n"],"enc":{"net":[3]},"nct":2}}', '{"m2m:sub":{"nu":["n"],"enc":{"net":[5]},"nct":5}}', '{"m2m:sub":{"nu":["n"],"bn":{"dur":60}}}', '{"m2m:sub":{"nu":["n"],"exc":0}}', '{"m2m:sub":{"nu":["n"],"enc":{"net":[1],"om":[{"ops":2}]}}}'),
  ...all('valid', 48, '{"m2m:crs":{"nu":["n"],"twt":1,"tws":"PT4S","rrat":["a","b"],"encs":{"encn":[{"net":[3]}]}}}', '{"m2m:crs":{"nu":["n"],"twt":2,"tws":"PT4.5S","srat":["s"]}}'),
  ...all('unknownHere', 48, '{"m2m:crs":{"nu":["n"],"twt":1,"tws":"PT4S","srat":["s"],"eem":2,"nse":true}}', '{"m2m:crs":{"nu":["n"],"twt":99,"tws":"PT4S","srat":["s"]}}'),
  ...all('invalid', 48, '{"m2m:crs":{"nu":["n"],"twt":1,"tws":"PT4S"}}', '{"m2m:crs":{"nu":["n"],"twt":1,"tws":"4","srat":["s"]}}', '{"m2m:crs":{"nu":["n"],"tws":"PT4S","srat":["s"]}}', '{"m2m:crs":{"nu":["n"],"twt":1,"tws":"PT4S","rrat":["a"],"encs":{}}}', '{"m2m:crs":{"nu":["n"],"twt":1,"tws":"PT4S","rrat":["a"],"encs":{"enc":[{"net":[3]}]}}}', '{"m2m:crs":{"nu":["n"],"twt":1,"tws":"PT4S","rrat":["a","b"],"encs":{"encn":[{"net":[3]},{"net":[3]},{"net":[3]}]}}}'),
  ...all('invalid', 'put', '{"m2m:crs":{"rrat":["a"]}}', '{"m2m:crs":{"rrats":["a"]}}'),

  // Nodes and what manages them.
  ...all('valid', 14, '{"m2m:nod":{"ni":"urn:sn:1234","hcl":"x"}}'),
  ...all('unknownHere', 14, '{"m2m:nod":{"ni":"n","nty":1}}'),
  ...all('invalid', 14, '{"m2m:nod":{}}'),
  ...all('valid', 13, '{"m2m:fwr":{"mgd":1001,"dc":"d","vr":"1","fwn":"f","url":"example.com","ud":true}}', '{"m2m:swr":{"mgd":1002,"vr":"1","swn":"s","url":"example.com"}}', '{"m2m:mem":{"mgd":1003,"mma":1234,"mmt":4321}}', '{"m2m:ani":{"mgd":1004,"ant":"t","ldv":["a","b"]}}', '{"m2m:andi":{"mgd":1005,"dvd":"d","dvt":"t","awi":"n","sli":5,"sld":23,"lnh":["a"]}}', '{"m2m:bat":{"mgd":1006,"btl":23,"bts":5}}', '{"m2m:dvi":{"mgd":1007,"dlb":"label:value","man":"m","mfdl":"https://x.example/","mfd":"20010511T214200","mod":"m","smod":"1","dty":"t","dvnm":"d","fwv":"1.0","swv":"1.1","hwv":"1.2","osv":"1.3","cnty":"DE","loc":"here","syst":"20010511T214200","spur":"http://e.example","purl":"http://e.example/ui","ptl":["http"]}}', '{"m2m:dvc":{"mgd":1008,"can":"c","att":true,"cas":{"acn":"a","sus":1},"cus":true}}', '{"m2m:rbo":{"mgd":1009,"rbo":true}}', '{"m2m:evl":{"mgd":1010,"lgt":2,"lgd":"x","lgst":1,"lga":true}}'),
  ...all('unknownHere', 13, '{"m2m:bat":{"mgd":1006,"btl":23,"bts":9}}', '{"m2m:evl":{"mgd":1010,"lgt":9,"lgd":"x","lgst":1}}', '{"m2m:dvi":{"mgd":1007,"dlb":"l:v","man":"m","mod":"m","dty":"t","dvnm":"d","fwv":"1","swv":"1","hwv":"1","brandNew":1}}'),
  ...all('invalid', 13, '{"m2m:bat":{"mgd":1006,"btl":"23","bts":5}}', '{"m2m:bat":{"mgd":1007,"btl":23,"bts":5}}', '{"m2m:fwr":{"mgd":1001,"vr":"1"}}', '{"m2m:mem":{"mgd":1003,"mma":"x","mmt":1}}'),
  ...all('notCovered', 13, '{"dcfg:nycfc":{"mgd":1023,"suids":[99],"mcff":"application/pkcs7mime","mcfc":"k"}}', '{"m2m:brandNew":{"mgd":1099}}', '{"dcfg:wific":{"mgd":1027,"ssid":"x","wcrds":{"enct":1}}}', '{"dcfg:datc":{"mgd":1028,"cntp":"x"}}', '{"dcfg:sim":{"mgd":1029,"imsi":"1"}}', '{"dcfg:mnwk":{"mgd":1030,"cnb":1}}', '{"dcfg:crds":{"mgd":1031,"pur":1}}'),
  ...all('invalid', 'put', '{"m2m:dvc":{"ena":true,"dis":true}}', '{"m2m:dvc":{"ena":false}}', '{"m2m:rbo":{"far":false}}', '{"m2m:rbo":{"rbo":true,"far":true}}'),

  // flexContainers, which are others', and time series.
  ...all('notCovered', 28, '{"cod:tempe":{"cnd":"org.onem2m.common.moduleclass.temperature","curT0":23.5,"minVe":-100,"maxVe":100,"steVe":0.5,"mni":10}}', '{"hd:lamp":{"cnd":"x","powSe":true}}', '{"cod:color":{"cnd":"org.onem2m.common.moduleclass.colour","red":255,"green":255,"blue":255}}', '{"m2m:gio":{"cnd":"org.onem2m.genericInterworkingOperationInstance","gion":"g"}}'),
  ...all('valid', 29, '{"m2m:ts":{"mni":10,"mbs":9999,"mia":60,"pei":1000,"peid":400,"mdd":true,"mdn":10,"mdt":2000,"cnf":"text/plain:0"}}'),
  ...all('unknownHere', 29, '{"m2m:ts":{"cnf":"application/json:5"}}', '{"m2m:ts":{"loc":{"typ":1,"crd":"[1,2]"}}}'),
  ...all('invalid', 29, '{"m2m:ts":{"pei":1000,"peid":501}}', '{"m2m:ts":{"mdd":true,"pei":1000}}', '{"m2m:ts":{"mdd":true,"mdt":1000,"pei":3000,"peid":1000}}', '{"m2m:ts":{"mdc":1}}', '{"m2m:ts":{"mdlt":["20260101T000000"]}}', '{"m2m:ts":{"cnf":"wrong"}}', '{"m2m:ts":{"pei":-1}}'),
  ...all('valid', 30, '{"m2m:tsi":{"con":"a","dgt":"20261128T221915,7","snr":5}}', '{"m2m:tsi":{"con":21,"dgt":"20261128T221915"}}'),
  ...all('invalid', 30, '{"m2m:tsi":{"con":"a"}}', '{"m2m:tsi":{"con":"a","dgt":"wrong"}}', '{"m2m:tsi":{"con":"a","dgt":"20261128T221915","cs":1}}', '{"m2m:tsi":{"con":"a","dgt":"20261128T221915","snr":-1}}'),
  ...all('invalid', 'put', '{"m2m:ts":{"mdd":true,"mdt":100}}'),

  // Schedules, places, pushing, policies, descriptors, consultation, triggers.
  ...all('valid', 18, '{"m2m:sch":{"se":{"sce":["10 * * * * * *","0-5,9 */2 * * 1 0 2027"]}}}'),
  ...all('invalid', 18, '{"m2m:sch":{"se":{"sce":["* * * * *"]}}}', '{"m2m:sch":{"se":{}}}', '{"m2m:sch":{}}', '{"m2m:sch":{"se":{"sce":["61 * * * * * *"]}}}'),
  ...all('valid', 10, '{"m2m:lcp":{"los":2,"lou":["PT5S"],"lon":"l"}}', '{"m2m:lcp":{"los":1,"lot":"x","lor":"y","lit":2,"luec":0,"gta":"{\\"type\\":\\"Polygon\\",\\"coordinates\\":[[[0,0],[1,0],[1,1],[0,0]]]}","gec":2}}'),
  ...all('unknownHere', 10, '{"m2m:lcp":{"los":9}}', '{"m2m:lcp":{"los":1,"gec":99}}'),
  ...all('invalid', 10, '{"m2m:lcp":{"los":"2"}}', '{"m2m:lcp":{"los":2,"lou":["5"]}}', '{"m2m:lcp":{}}', '{"m2m:lcp":{"los":2,"lost":"x"}}'),
  ...all('valid', 15, '{"m2m:pch":{"rn":"p"}}'),
  ...all('unknownHere', 15, '{"m2m:pch":{"rqag":true}}'),
  ...all('valid', 26, '{"m2m:ntp":{"acn":1,"plbl":"x"}}'),
  ...all('unknownHere', 26, '{"m2m:ntp":{"acn":99}}'),
  ...all('valid', 25, '{"m2m:ntpr":{"ntu":["CA"],"npi":"n"}}'),
  ...all('invalid', 25, '{"m2m:ntpr":{"ntu":"CA"}}'),
  ...all('valid', 27, '{"m2m:pdr":{"drr":1}}'),
  ...all('valid', 24, '{"m2m:smd":{"dcrp":4,"dsp":"PHJkZj4="}}'),
  ...all('unknownHere', 24, '{"m2m:smd":{"dcrp":9,"dsp":"PHJkZj4="}}', '{"m2m:smd":{"dcrp":4,"dsp":"PHJkZj4=","brandNew":true}}'),
  ...all('invalid', 24, '{"m2m:smd":{"dcrp":4}}', '{"m2m:smd":{"dcrp":4,"dsp":"PHJkZj4=","svd":true,"et":1}}'),
  ...all('valid', 34, '{"m2m:dac":{"dae":true,"dap":["http://d"]}}'),
  ...all('invalid', 34, '{"m2m:dac":{"dap":["x"]}}', '{"m2m:dac":{"dae":"true"}}'),
  ...all('valid', 16, '{"m2m:csr":{"cb":"/id-mn/cse-mn","csi":"/id-mn","rr":true,"srv":["2a","3"],"cst":2,"poa":["http://h"]}}'),
  ...all('unknownHere', 16, '{"m2m:csr":{"cb":"/id-mn/cse-mn","csi":"/id-mn","rr":true,"srv":["4"],"csz":["application/json"],"dcse":["/x"],"spi":"//sp"}}'),
  ...all('invalid', 16, '{"m2m:csr":{"csi":"/id-mn","rr":true}}'),
  ...all('unknownHere', 10002, '{"m2m:aeA":{"lnk":"/id-mn/C1","et":"20311127T221804","srv":["4"]}}', '{"m2m:aeA":{"lnk":"/id-mn/C1","et":"20311127T221804","ast":1}}'),
  ...all('valid', 10003, '{"m2m:cntA":{"lnk":"/id-mn/c1","et":"20311127T221804","lbl":["a"]}}'),
  ...all('invalid', 10003, '{"m2m:cntA":{"et":"20311127T221804"}}'),

  // What Release 3 does not have.
  ...all('notCovered', 65, `{"m2m:actr":{"evm":1,"orc":"c",${evc},${apv}}}`),
  ...all('notCovered', 66, `{"m2m:depr":{${evc},"sfc":true,"rri":"c"}}`),
  ...all('notCovered', 60, '{"m2m:tsb":{"bcnc":1,"bcnu":["n"],"bcni":"PT1S"}}'),
  ...all('notCovered', 58, '{"m2m:fci":{"curT0":1}}'),
  ...all('notCovered', 69, '{"m2m:prmr":{"prgs":3}}'),
  ...all('notCovered', 63, '{"m2m:prp":{"anpr":1}}'),

  // What is shown, and told.
  ...all('valid', 'get', `{"m2m:cnt":{${shown},"ty":3,"st":2,"cni":1,"cbs":1,"m2m:cin":[{"rn":"cin1","ri":"c1","pi":"i1","ty":4,"con":"a","cs":1,"st":1}]}}`, '{"m2m:uril":["a","b/c"]}', '{"m2m:uri":"cse-in/a"}', '{"m2m:rrl":{"rrf":[{"nm":"a","typ":3,"val":"cse-in/a"}]}}', '{"m2m:dbg":"no"}', '{"m2m:agr":{"m2m:rsp":[{"rsc":2000,"rqi":"1","to":"CA","fr":"/id-in/x","rvi":"3","pc":{"m2m:cnt":{"rn":"a"}}}]}}', '{"m2m:sgn":{"sur":"/id-in/s","vrq":true,"cr":"CA"}}', '{"m2m:sgn":{"sur":"s","sud":true}}', '{"m2m:sgn":{"sur":"s","nev":{"rep":{"m2m:cin":{"con":"a"}},"net":3}}}', '{"m2m:rce":{"uri":"cse-in/a","m2m:cnt":{"rn":"a"}}}', `{"m2m:req":{${shown},"ty":17,"op":2,"tg":"x","org":"CA","rid":"1","rs":3,"mi":{"rvi":"3","rt":{"rtv":2},"ot":"20261128T222350,3"},"ors":{"rsc":2000,"rqi":"1","to":"CA"}}}`),
  ...all('unknownHere', 'get', '{"m2m:sgn":{"sur":"s","nev":{"rep":{"m2m:cnt":{"nse":1}},"net":9}}}', '{"m2m:agn":{"m2m:sgn":[{"sur":"s","sud":true},{"sur":"t","sud":true}]}}', '{"m2m:sgn":{"sur":"s","nev":{"rep":{"m2m:cin":{"con":"a","dcnt":1}},"net":3}}}', '{"m2m:agr":{"m2m:rsp":[{"rsc":4149,"rqi":"1","rvi":"4"}]}}', '{"m2m:rrl":{"rrf":[{"nm":"a","typ":58,"val":"cse-in/a"}]}}', `{"m2m:cnt":{${shown},"ty":3,"st":2,"cni":1,"cbs":1,"cod:tempe":[{"rn":"t"}],"m2m:actr":[{"rn":"b"}]}}`, '{"m2m:sub":{"rn":"s","nsi":[{"tg":"CA","rqs":1,"rsp":1,"noec":0}]}}'),
  ...all('notCovered', 'get', '{"m2m:sgn":{"sur":"s","nev":{"rep":{"cod:tempe":{"curT0":21}},"net":1}}}', '{"m2m:sgn":{"sur":"s","nev":{"rep":{"m2m:actr":{"evm":1}},"net":1}}}', '{"m2m:agr":{"m2m:rsp":[{"rsc":2001,"rqi":"1","pc":{"cod:tempe":{"rn":"t"}}}]}}', '{"m2m:rce":{"uri":"a","cod:tempe":{"rn":"t"}}}', '{"m2m:tsbn":{"tbr":"r","ctm":"20260101T000000"}}'),
  ...all('invalid', 'get', '{"m2m:sgn":{"nev":{"rep":{},"net":1},"sur":"s"}}', '{"m2m:sgn":{"sur":3}}', '{"m2m:agn":{"sgn":[]}}', '{"m2m:uril":"a"}', '{"m2m:rrl":{"rrf":[{"nm":"a"}]}}', '{"m2m:rce":{"cnt":{"rn":"a"},"uri":"a"}}', '{"m2m:sgn":{"sur":"s","nev":{"rep":{"m2m:cnt":{"mni":"x"}},"net":1}}}', `{"m2m:cnt":{${shown},"ty":4}}`, '{}', '[]', '"a"', '{"m2m:cnt":'),
];
