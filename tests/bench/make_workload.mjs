// node make_workload.mjs COUNT FOLDER [ACCOUNTS] [GENERATION]: the rows of workload.mjs as work
// orders, in the shape of a Dataverse export that `syncd import` reads. Customer accounts hold them
// in turn; each has an approver who sees its own, and one staff user sees every row, so that a first
// sync moves COUNT work orders. A GENERATION above 1 writes only the 1,000 rows that it changes.
import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { delta, row } from './workload.mjs';

const [count, folder] = [Number(process.argv[2]), process.argv[3]];
const accounts = Number(process.argv[4] ?? 1), generation = Number(process.argv[5] ?? 1);
if (!(count > 0) || !folder || !(accounts > 0) || !(generation > 0)) {
  console.error('usage: node make_workload.mjs COUNT FOLDER [ACCOUNTS] [GENERATION]');
  process.exit(2);
}
mkdirSync(folder, { recursive: true });

const asOf = '2026-11-21T08:00:00Z';
const id = (n) => `00000000-0000-4000-a000-${n.toString(16).padStart(12, '0')}`;
const [role, staff] = [3, 4].map(id);
// The first account, contact and link keep the numbers that they always had.
const accountId = (i) => id(i === 0 ? 1 : 1000 + i);
const contactId = (i) => id(i === 0 ? 2 : 100000 + i);
const linkId = (i) => id(i === 0 ? 5 : 200000 + i);
const signIn = (i) => (i === 0 ? 'ana@contoso.example' : `ana${i}@contoso.example`);
let version = 1;
const common = () => ({ statecode: 0, statuscode: 1, createdon: asOf, modifiedon: asOf, versionnumber: version++ });
const write = (set, rows) =>
  writeFileSync(`${folder}/${set}.json`, JSON.stringify({ '@odata.context': `$metadata#${set}`, value: rows }));
const each = (make) => Array.from({ length: accounts }, (_, i) => make(i));

if (generation === 1) {
  write('accounts', each((i) => ({ accountid: accountId(i), name: `Contoso Facilities${i ? ' ' + i : ''}`, accountclassificationcode: 1, ...common() })));
  write('contacts', each((i) => ({
    contactid: contactId(i), fullname: `Ana Approver${i ? ' ' + i : ''}`, emailaddress1: signIn(i),
    _parentcustomerid_value: accountId(i), '_parentcustomerid_value@Microsoft.Dynamics.CRM.lookuplogicalname': 'account',
    adx_identity_username: signIn(i), adx_identity_logonenabled: true, ...common(),
  })));
  write('adx_webroles', [{ adx_webroleid: role, adx_name: 'FS Customer Approver', ...common() }]);
  write('contact_adx_webrole_link', each((i) => ({ linkid: linkId(i), _contactid_value: contactId(i), _adx_webroleid_value: role, versionnumber: version++ })));
  write('systemusers', [{ systemuserid: staff, fullname: 'Sam Staff', isdisabled: false, createdon: asOf, modifiedon: asOf, versionnumber: version++ }]);
  writeFileSync(`${folder}/users.json`, JSON.stringify({
    asOf,
    users: each((i) => ({ signin: signIn(i), contactid: contactId(i), fullname: 'Ana Approver', webroles: ['FS Customer Approver'], accountid: accountId(i), kind: 'customer', note: '' })),
    staff: [{ signin: 'sam@contoso.example', systemuserid: staff, fullname: 'Sam Staff', kind: 'staff' }],
  }));
}

const workOrder = (r, i) => ({
  msdyn_workorderid: r.id, msdyn_name: r.title, _msdyn_serviceaccount_value: accountId(i % accounts),
  msdyn_systemstatus: 690970000 + r.status, msdyn_workordersummary: r.description,
  msdyn_primaryincidentestimatedduration: r.priority, msdyn_latitude: r.lat, msdyn_longitude: r.lon,
  msdyn_timewindowstart: r.scheduled_start, msdyn_timewindowend: r.scheduled_end,
  msdyn_totalamount: Number(r.amount), adx_exposetocustomer: true, statecode: 0, statuscode: 1,
  createdon: r.created, modifiedon: r.modified, versionnumber: version++,
});
const changed = Math.min(count, 1000);
const lines = generation === 1 ? count : changed;
const changes = generation === 1 ? [] : delta(count, changed, generation);
const out = createWriteStream(`${folder}/msdyn_workorders.json`);
out.write('{"@odata.context":"$metadata#msdyn_workorders","value":[\n');
for (let j = 0; j < lines; ++j) {
  // The place of a changed row among all rows, as delta() counts it.
  const i = generation === 1 ? j : Math.floor(j * (count / changed));
  const line = JSON.stringify(workOrder(generation === 1 ? row(i) : changes[j], i));
  if (!out.write((j ? ',\n' : '') + line)) await once(out, 'drain');
}
out.end(']}\n');
await once(out, 'finish');
