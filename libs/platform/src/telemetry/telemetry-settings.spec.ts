import { telemetrySettings } from './telemetry-settings.js';

describe('the settings of telemetry', () => {
  it('send nothing where nothing is set, and would keep all', () => {
    expect(telemetrySettings({})).toEqual({ otlpUrl: undefined, traceShare: 1 });
  });

  it('name a receiver and a share', () => {
    expect(telemetrySettings({ MILLWRIGHT_OTLP_URL: 'http://collector:4318', MILLWRIGHT_TRACE_SHARE: '0.25' })).toEqual(
      { otlpUrl: 'http://collector:4318', traceShare: 0.25 },
    );
  });

  it.each([
    [{ MILLWRIGHT_OTLP_URL: 'collector:4318' }, 'MILLWRIGHT_OTLP_URL is collector:4318'],
    [{ MILLWRIGHT_TRACE_SHARE: '30%' }, 'MILLWRIGHT_TRACE_SHARE is 30%'],
    [{ MILLWRIGHT_TRACE_SHARE: '2' }, 'MILLWRIGHT_TRACE_SHARE is 2; it should be a number from 0 to 1'],
  ])('stop the start with a sentence: %j', (environment, sentence) => {
    expect(() => telemetrySettings(environment)).toThrow(sentence);
  });
});
