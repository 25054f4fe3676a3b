const fs = require('node:fs');
const path = require('node:path');
require('./typescript-sources.js');
const { startTestPostgres } = require('./test-postgres.js');

const KAFKA_SUITE = /\.kafka\.(int|e2e)\.spec\.ts$/;

module.exports = async (globalConfig, projectConfig) => {
  const servers = (globalThis.millwrightTestServers = []);
  const [postgres, kafka] = await Promise.all([
    startTestPostgres(),
    wantsKafka(globalConfig, projectConfig) ? startTestKafka() : undefined,
  ]);
  servers.push(...[postgres, kafka].filter(Boolean));
  process.env.MILLWRIGHT_TEST_POSTGRES = postgres.url('postgres');
  if (kafka) process.env.MILLWRIGHT_TEST_KAFKA = kafka.brokers.join(',');
};

/** The broker costs seconds, so it starts only when a selected file is named as a Kafka suite. */
function wantsKafka(globalConfig, projectConfig) {
  const patterns = (globalConfig.testPathPatterns?.patterns ?? []).map((pattern) => new RegExp(pattern, 'i'));
  const level = projectConfig.testRegex.map((regex) => new RegExp(regex));
  return projectConfig.roots.flatMap(filesIn).some((file) => {
    const isSelected = patterns.length === 0 || patterns.some((pattern) => pattern.test(file));
    return isSelected && KAFKA_SUITE.test(file) && level.some((regex) => regex.test(file));
  });
}

function filesIn(folder) {
  return fs.readdirSync(folder, { recursive: true }).map((name) => path.join(folder, name));
}

async function startTestKafka() {
  const { kafkaAvailability, startKafka } = require('../src/local-kafka.ts');
  const missing = await kafkaAvailability();
  if (!missing) return startKafka();
  if (process.env.CI === 'true') throw new Error(`The Kafka suites must run in CI, but ${missing}`);
  process.env.MILLWRIGHT_TEST_KAFKA_MISSING = missing;
  console.warn(`\n*** KAFKA SUITES ARE SKIPPED: ${missing}\n`);
  return undefined;
}
