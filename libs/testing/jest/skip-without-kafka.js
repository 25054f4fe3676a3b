const { testPath } = expect.getState();

if (process.env.MILLWRIGHT_TEST_KAFKA_MISSING && /\.kafka\.(int|e2e)\.spec\.ts$/.test(testPath)) {
  globalThis.describe = describe.skip;
  globalThis.it = globalThis.test = it.skip;
  globalThis.beforeAll = globalThis.afterAll = () => undefined;
}
