module.exports = async () => {
  await Promise.all((globalThis.millwrightTestServers ?? []).map((server) => server.stop()));
};
