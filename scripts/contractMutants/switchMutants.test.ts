import { expect, test } from 'vitest'
import { switchMutants, withOpenDoors } from './switchMutants.ts'

const guard = 'function f() { if (a < b) revert No(); total += a; return a; }'

test('puts two wrong ways of one condition behind two switches, the right one last', () => {
  const text = switchMutants(guard, [
    { id: 1, from: 'a < b', to: 'false' },
    { id: 2, from: 'a < b', to: 'a <= b' },
  ])
  expect(text).toContain('if ((mutated(1) ? (false) : mutated(2) ? (a <= b) : (a < b))) revert No();')
})

test('replaces a statement, a return and the part of a line that is marked', () => {
  const text = switchMutants(guard, [
    { id: 1, from: 'total += a;', to: '' },
    { id: 2, from: 'return a;', to: 'return 0;' },
    { id: 3, from: 'if (a < ⟦b⟧)', to: 'b + 1' },
  ])
  expect(text).toContain('if (mutated(1)) {  } else { total += a; }')
  expect(text).toContain('if (mutated(2)) { return 0; } return a;')
  expect(text).toContain('if (a < (mutated(3) ? (b + 1) : (b))) revert No();')
})

test('refuses a line that stands twice or not at all, and two that overlap', () => {
  expect(() => switchMutants(guard, [{ id: 1, from: 'nowhere', to: '' }])).toThrow('stands 0 times')
  expect(() => switchMutants('x; x;', [{ id: 1, from: 'x;', to: '' }])).toThrow('stands 2 times')
  const overlapping = [
    { id: 1, from: 'a < b', to: 'false' },
    { id: 2, from: '< b', to: '> b' },
  ]
  expect(() => switchMutants(guard, overlapping)).toThrow('overlap')
})

test('opens a lock and a door only while their switch is on', () => {
  const source = `    modifier onlyOwner() {
        if (msg.sender != owner) revert No();
        _;
    }
    function f() external nonReentrant onlyOwner {}
`
  const text = withOpenDoors(
    switchMutants(source, [
      { id: 7, from: 'external ⟦nonReentrant⟧', to: 'no lock' },
      { id: 8, from: 'nonReentrant ⟦onlyOwner⟧', to: 'no owner' },
    ]),
  )
  expect(text).toContain('external nonReentrantUnless(7) onlyOwnerUnless(8) {}')
  expect(text).toMatch(
    /modifier onlyOwnerUnless\(uint256 id\) \{\s+if \(!mutated\(id\)\) \{\s+if \(msg\.sender != owner\) revert No\(\);\s+\}\s+_;/,
  )
})
