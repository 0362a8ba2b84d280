// node make_workload.mjs COUNT FOLDER: the rows of workload.mjs as work orders, in the shape of a
// Dataverse export that `syncd import` reads. One customer account holds them all; its approver and
// one staff user see every row, so that a first sync moves COUNT work orders.
import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { row } from './workload.mjs';

const [count, folder] = [Number(process.argv[2]), process.argv[3]];
if (!(count > 0) || !folder) {
  console.error('usage: node make_workload.mjs COUNT FOLDER');
  process.exit(2);
}
mkdirSync(folder, { recursive: true });

const asOf = '2026-11-21T08:00:00Z';
const id = (n) => `00000000-0000-4000-a000-${n.toString(16).padStart(12, '0')}`;
const [account, contact, role, staff, link] = [1, 2, 3, 4, 5].map(id);
let version = 1;
const common = () => ({ statecode: 0, statuscode: 1, createdon: asOf, modifiedon: asOf, versionnumber: version++ });
const write = (set, rows) =>
  writeFileSync(`${folder}/${set}.json`, JSON.stringify({ '@odata.context': `$metadata#${set}`, value: rows }));

write('accounts', [{ accountid: account, name: 'Contoso Facilities', accountclassificationcode: 1, ...common() }]);
write('contacts', [{
  contactid: contact, fullname: 'Ana Approver', emailaddress1: 'ana@contoso.example',
  _parentcustomerid_value: account, '_parentcustomerid_value@Microsoft.Dynamics.CRM.lookuplogicalname': 'account',
  adx_identity_username: 'ana@contoso.example', adx_identity_logonenabled: true, ...common(),
}]);
write('adx_webroles', [{ adx_webroleid: role, adx_name: 'FS Customer Approver', ...common() }]);
write('contact_adx_webrole_link', [{ linkid: link, _contactid_value: contact, _adx_webroleid_value: role, versionnumber: version++ }]);
write('systemusers', [{ systemuserid: staff, fullname: 'Sam Staff', isdisabled: false, createdon: asOf, modifiedon: asOf, versionnumber: version++ }]);
writeFileSync(`${folder}/users.json`, JSON.stringify({
  asOf,
  users: [{ signin: 'ana@contoso.example', contactid: contact, fullname: 'Ana Approver', webroles: ['FS Customer Approver'], accountid: account, kind: 'customer', note: '' }],
  staff: [{ signin: 'sam@contoso.example', systemuserid: staff, fullname: 'Sam Staff', kind: 'staff' }],
}));

const out = createWriteStream(`${folder}/msdyn_workorders.json`);
out.write('{"@odata.context":"$metadata#msdyn_workorders","value":[\n');
for (let i = 0; i < count; ++i) {
  const r = row(i);
  const line = JSON.stringify({
    msdyn_workorderid: r.id, msdyn_name: r.title, _msdyn_serviceaccount_value: account,
    msdyn_systemstatus: 690970000 + r.status, msdyn_workordersummary: r.description,
    msdyn_primaryincidentestimatedduration: r.priority, msdyn_latitude: r.lat, msdyn_longitude: r.lon,
    msdyn_timewindowstart: r.scheduled_start, msdyn_timewindowend: r.scheduled_end,
    msdyn_totalamount: Number(r.amount), adx_exposetocustomer: true, statecode: 0, statuscode: 1,
    createdon: r.created, modifiedon: r.modified, versionnumber: version++,
  });
  if (!out.write((i ? ',\n' : '') + line)) await once(out, 'drain');
}
out.end(']}\n');
await once(out, 'finish');
