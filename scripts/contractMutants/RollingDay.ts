import type { MutantRow } from './MutantRow.ts'

/** Wrong lines of RollingDay.sol. */
export const rollingDayMutants: readonly MutantRow[] = [
  ['hour >= last + HOURS) return', 'hour + 1 >= last + HOURS'],
  ['total -= day.amounts[begun - HOURS];', ''],
  ['total -= day.amounts[begun - HOURS];', 'total -= day.amounts[begun - HOURS + 1];'],
  ['begun = last + 1; ⟦begun <= hour⟧', 'begun < hour'],
  ['total = spent(day) + amount;', 'total = day.total + amount;'],
  ['day.amounts[hour] += amount;', 'day.amounts[hour] = amount;'],
  ['(day.total, day.hour) = (SafeCast.toUint128(total), uint64(hour));', 'day.total = SafeCast.toUint128(total);'],
]
