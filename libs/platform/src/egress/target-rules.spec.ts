import { AllowedTargets, NoTarget } from './allowed-targets.js';
import { kindOf } from './special-addresses.js';
import { addressRefusal, isRefusal, targetOf } from './target-rules.js';

const nobody = new AllowedTargets();
const refusal = (text: string, allowed = nobody): string | undefined => {
  const found = targetOf(text, allowed);
  return isRefusal(found) ? found : undefined;
};

describe('where events may be sent', () => {
  it.each([
    'https://erp.acme.com/hooks/millwright?plant=NH',
    'https://erp.acme.com:443/hooks',
    'https://8.8.8.8/hooks',
    'https://[2606:4700::1111]/',
    'https://xn--grn-hoa.acme.com/',
    'https://erp.acme.com./',
    'HTTPS://ERP.ACME.COM/',
    'https://localhost.acme.com/',
    'https://10.0.0.1.acme.com/',
  ])('%s', (url) => expect(refusal(url)).toBeUndefined());

  it.each([
    'http://erp.acme.com/',
    'ftp://erp.acme.com/',
    'file:///etc/passwd',
    'gopher://erp.acme.com/',
    'javascript:alert(1)',
    'data:text/plain,x',
    'https:erp',
    '//erp.acme.com/',
    'erp.acme.com',
    '',
    'https://',
    'https://user@erp.acme.com/',
    'https://user:secret@erp.acme.com/',
    'https://erp.acme.com@10.0.0.1/',
    'https://erp.acme.com/#here',
    'https://erp.acme.com:8443/',
    'https://erp.acme.com:22/',
    'https://erp.acme.com:0/',
    'https://erp.acme.com:99999/',
    'https://erp.acme.com/ HTTP/1.1',
    'https://erp.acme.com/\r\nHost: other',
    'https://erp.acme.com\\@10.0.0.1/',
    ' https://erp.acme.com/',
    `https://erp.acme.com/${'a'.repeat(2_000)}`,
    // Loopback and its many names.
    'https://127.0.0.1/',
    'https://127.1/',
    'https://127.0.1.3/',
    'https://2130706433/',
    'https://0x7f000001/',
    'https://0x7f.0.0.1/',
    'https://0177.0.0.1/',
    'https://017700000001/',
    'https://１２７.０.０.１/',
    'https://127。0。0。1/',
    'https://%31%32%37.0.0.1/',
    'https://127.0.0.1./',
    'https://0/',
    'https://0.0.0.0/',
    'https://[::]/',
    'https://[::1]/',
    'https://[0:0:0:0:0:0:0:1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:7f00:1]/',
    'https://[::127.0.0.1]/',
    'https://[64:ff9b::7f00:1]/',
    'https://[64:ff9b::10.0.0.1]/',
    'https://[2002:7f00:1::]/',
    'https://[2002:a00:1::1]/',
    'https://localhost/',
    'https://LOCALHOST/',
    'https://localhost./',
    'https://a.localhost/',
    'https://ⓛocalhost/',
    // The link, and what clouds serve there.
    'https://169.254.169.254/latest/meta-data/',
    'https://2852039166/',
    'https://0xa9fea9fe/',
    'https://0251.0376.0251.0376/',
    'https://[::ffff:169.254.169.254]/',
    'https://[fe80::1]/',
    'https://[fd00:ec2::254]/',
    'https://metadata.google.internal/',
    'https://168.63.129.16/',
    'https://100.100.100.200/',
    // Private, special and shared networks.
    'https://10.0.0.1/',
    'https://10.1/',
    'https://167772161/',
    'https://172.16.0.1/',
    'https://172.31.255.255/',
    'https://192.168.1.1/',
    'https://192.0.0.8/',
    'https://198.18.0.1/',
    'https://198.19.255.255/',
    'https://203.0.113.9/',
    'https://224.0.0.1/',
    'https://240.0.0.1/',
    'https://255.255.255.255/',
    'https://[fc00::1]/',
    'https://[fd12:3456::1]/',
    'https://[fec0::1]/',
    'https://[ff02::1]/',
    'https://[2001:db8::1]/',
    'https://[2001::1]/',
    // Names inside.
    'https://postgres/',
    'https://erp/',
    'https://orders.millwright.svc/',
    'https://orders.millwright.svc.cluster.local/',
    'https://printer.local/',
    'https://erp.corp/',
    'https://nas.lan/',
    'https://router.home.arpa/',
  ])('not %j', (url) => expect(refusal(url)).toEqual(expect.any(String)));

  it('an address one beyond a private network is public', () => {
    const edges = ['9.255.255.255', '11.0.0.0', '172.15.255.255', '172.32.0.0', '192.167.255.255', '100.128.0.0'];
    expect(edges.map(kindOf)).toEqual(edges.map(() => 'public'));
    expect(['::ffff:8.8.8.8', '64:ff9b::808:808'].map(kindOf)).toEqual(['public', 'public']);
    expect(kindOf('nonsense')).toBe('never');
  });
});

describe('what the operator allows', () => {
  const allowed = new AllowedTargets(['erp.plant.local', '127.0.0.1', '10.20.0.0/16', 'fd12:3456::/32']);

  it.each([
    'http://erp.plant.local/',
    'http://erp.plant.local:8080/',
    'http://127.0.0.1:3999/hooks',
    'http://2130706433/',
    'https://10.20.7.1:8443/',
    'https://[::ffff:10.20.0.1]/',
    'http://[fd12:3456::7]/',
  ])('%s', (url) => expect(refusal(url, allowed)).toBeUndefined());

  it.each([
    'http://user:secret@erp.plant.local/',
    'http://sub.erp.plant.local/',
    'http://127.0.0.2/',
    'http://localhost/',
    'https://10.21.0.1/',
    'ftp://127.0.0.1/',
    'http://169.254.169.254/',
  ])('not %s', (url) => expect(refusal(url, allowed)).toEqual(expect.any(String)));

  it.each([
    ['8.8.8.8', 'erp.acme.com', true],
    ['10.0.0.1', 'erp.acme.com', false],
    ['10.20.0.1', 'erp.acme.com', true],
    ['::ffff:10.0.0.1', 'erp.acme.com', false],
    ['192.168.1.5', 'erp.plant.local', true],
    ['127.0.0.5', 'erp.plant.local', true],
    ['169.254.169.254', 'erp.plant.local', false],
    ['::ffff:169.254.169.254', 'erp.plant.local', false],
    ['0.0.0.0', 'erp.plant.local', false],
  ])('a name that leads to %s (%s): %s', (address, host, may) =>
    expect(addressRefusal(address, { host, isAddress: false }, allowed) === undefined).toBe(may),
  );

  it.each(['10.0.0.0/33', '10.0.0.0/x', 'http://erp', 'erp:80', '10.0.0.0/8/8', '', 'a b', 'fd12::/129'])(
    'is not written %j',
    (entry) => expect(() => new AllowedTargets([entry])).toThrow(NoTarget),
  );
});
