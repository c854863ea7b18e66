// viem's errors as this project's: no answer, a refusal by the node, or a revert by a contract.
import {
  BaseError,
  ContractFunctionRevertedError,
  ExecutionRevertedError,
  HttpRequestError,
  RawContractError,
  SocketClosedError,
  TimeoutError,
  UnknownRpcError,
} from 'viem'
import { QuorateError } from '#protocol/errors.ts'

/** Node messages that mean: this block's state is pruned, or was before a restart. */
const historyMissing = /BlockOutOfRange|missing trie node|header not found|pruned|historical state|state .{0,40}not available/i

/**
 * Types whatever a chain call threw: RPC_UNREACHABLE, HISTORY_UNAVAILABLE, CALL_REVERTED or RPC_FAILED, with the
 * original as cause. A QuorateError is returned unchanged.
 */
export function asChainError(error: unknown, about: { readonly url: string; readonly label: string }): QuorateError {
  if (error instanceof QuorateError) return error
  if (!(error instanceof BaseError)) {
    return new QuorateError(
      'RPC_FAILED',
      { method: about.label, problem: error instanceof Error ? error.message : String(error) },
      { cause: error },
    )
  }
  const problem = problemOf(error)
  if (isUnreachable(error)) return new QuorateError('RPC_UNREACHABLE', { url: about.url, problem }, { cause: error })
  const said = `${problem} ${error.details ?? ''}`
  if (historyMissing.test(said))
    return new QuorateError('HISTORY_UNAVAILABLE', { block: blockIn(said), problem }, { cause: error })
  if (isRevert(error)) return new QuorateError('CALL_REVERTED', { label: about.label, problem }, { cause: error })
  return new QuorateError('RPC_FAILED', { method: about.label, problem }, { cause: error })
}

/** Did a contract say no (rather than a node or a network fail)? */
export function isRevert(error: BaseError): boolean {
  return (
    error.walk(
      (each) =>
        each instanceof ContractFunctionRevertedError ||
        each instanceof ExecutionRevertedError ||
        each instanceof RawContractError,
    ) !== null
  )
}

function isUnreachable(error: BaseError): boolean {
  return (
    error.walk(
      (each) => each instanceof HttpRequestError || each instanceof TimeoutError || each instanceof SocketClosedError,
    ) !== null && error.walk((each) => each instanceof UnknownRpcError) === null
  )
}

/** The revert's own name and arguments when the ABI knows them, else the shortest thing viem has to say. */
function problemOf(error: BaseError): string {
  const reverted = error.walk((each) => each instanceof ContractFunctionRevertedError)
  if (reverted instanceof ContractFunctionRevertedError) {
    if (reverted.data !== undefined) {
      const values = (reverted.data.args ?? []).map(String).join(', ')
      return `${reverted.data.errorName}(${values})`
    }
    return reverted.reason ?? reverted.signature ?? reverted.shortMessage
  }
  const last = error.walk()
  return (last instanceof BaseError ? last.details || last.shortMessage : last.message).slice(0, 500)
}

const blockIn = (text: string): string => /requested was (\d+)/.exec(text)?.[1] ?? 'asked for'
