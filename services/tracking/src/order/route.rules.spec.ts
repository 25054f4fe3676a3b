import { allPassed, fromOperationOn, isLast, nextOperations } from './route.rules.js';

const operation = (name: string, ...after: string[]) => ({ operation: name, workCenter: 'W', after });
/** 10, then 21 and 22 beside each other, then 30. */
const diamond = [operation('10'), operation('21', '10'), operation('22', '10'), operation('30', '21', '22')];

describe('the route of a piece', () => {
  it.each([
    [[], ['10']],
    [['10'], ['21', '22']],
    [['10', '22'], ['21']],
    [['10', '21', '22'], ['30']],
    [['10', '21', '22', '30'], []],
  ])('after %j goes to %j', (passed, next) => expect(nextOperations(diamond, passed)).toEqual(next));

  it('has to be passed again from an operation on, on its branch', () => {
    expect(fromOperationOn(diamond, '21')).toEqual(['21', '30']);
    expect(fromOperationOn(diamond, '10')).toEqual(['10', '21', '22', '30']);
  });

  it('ends where nothing comes after', () => {
    expect(diamond.map((one) => isLast(diamond, one.operation))).toEqual([false, false, false, true]);
    expect(allPassed(diamond, ['10', '21', '30'])).toBe(false);
    expect(allPassed(diamond, ['10', '22', '21', '30'])).toBe(true);
  });
});
