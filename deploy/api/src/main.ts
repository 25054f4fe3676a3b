import { Sources } from './code/sources.js';
import { clientFolder, generateClient } from './client-files.js';
import { contractOf, staleFiles, writeContract } from './contract-files.js';

const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function main(): Promise<void> {
  const contract = await contractOf(new Sources());
  const stale = staleFiles(contract);
  for (const one of contract.undescribed) say(`Nobody says what this is: ${one}`);
  for (const one of contract.unclear) say(`The types do not tell: ${one}`);
  for (const one of contract.neverGiven) say(`Nothing in the code refuses so: ${one}`);
  if (process.argv.includes('--check')) {
    if (stale.length > 0) say(`Stale: ${stale.join(', ')}. Run npm run contracts.`);
    process.exit(stale.length + contract.undescribed.length > 0 ? 1 : 0);
  }
  writeContract(contract);
  generateClient(clientFolder);
  say(stale.length > 0 ? `Written: ${stale.join(', ')}` : 'Nothing has changed');
  process.exit(contract.undescribed.length > 0 ? 1 : 0);
}

void main();
