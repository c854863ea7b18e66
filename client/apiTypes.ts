// Generated from the gateway's OpenAPI document by `node scripts/openapi.ts`; do not edit by hand.
export interface paths {
    "/api/v1/approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What waits for people, and what they decided; those that wait first
         * @description For the role `viewer` and those above it.
         */
        get: operations["getApprovals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/approvals/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One approval
         * @description For the role `viewer` and those above it.
         */
        get: operations["getApprovalsById"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/approvals/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve it, in your person’s name
         * @description For the very action that is shown and nothing else. Who asked for it cannot approve it, and nobody counts twice.
         *
         *     For the role `approver` and those above it.
         */
        post: operations["postApprovalsApprove"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/approvals/{id}/rehearsal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A dry run of the trade that it is about: as if it were proposed now and verifiers had signed it
         * @description For the role `viewer` and those above it.
         */
        get: operations["rehearseApproval"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/approvals/{id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reject it: what it was asked for is not done
         * @description One who rejects is enough, however many would have to approve.
         *
         *     For the role `approver` and those above it.
         */
        post: operations["postApprovalsReject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who asked for what, and what came of it, newest first; for who sees all funds
         * @description Each entry stands on the hash of the one before; `POST /api/v1/commands/audit.verify` hashes them all again and looks for the heads that are on chain.
         *
         *     For the role `viewer` and those above it.
         */
        get: operations["listAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The bots that are there for the caller, by address
         * @description For the role `viewer` and those above it.
         */
        get: operations["listSwarm"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bots/{address}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One bot: its state, its context, what it waits for and what it takes from outside
         * @description For the role `viewer` and those above it.
         */
        get: operations["getSwarmBot"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bots/{address}/turns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The turns of a bot, oldest first: the newest, those before a moment, or the first after one
         * @description For the role `viewer` and those above it.
         */
        get: operations["listBotTurns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bots/{address}/turns/{seq}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A bot as it stood at a moment of the journal, and the turn that had brought it there
         * @description For the role `viewer` and those above it.
         */
        get: operations["getMoment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bots/{address}/what-if": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What a bot would do from a moment on, its effects answered by hand; nothing of it happens
         * @description For the role `operator` and those above it.
         */
        post: operations["tryWhatIf"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/charts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The roles that have a statechart
         * @description For the role `viewer` and those above it.
         */
        get: operations["listCharts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/charts/{role}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The statechart of a role
         * @description For the role `viewer` and those above it.
         */
        get: operations["getChart"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chat": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say something: a command as one types it, or the answer to a question
         * @description What is missing is asked for, one thing after another; what cannot be taken back wants a yes. A question waits, also over a restart, until it is answered, given up with `cancel`, or a quarter of an hour old. A refusal of what was said is an answer too (`kind: refused`).
         *
         *     For the role `viewer` and those above it.
         */
        post: operations["say"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Help: the commands that the caller may ask for
         * @description Asked with `Accept: text/plain`, a command answers what the command line prints; a refusal is JSON all the same.
         *
         *     For the role `viewer` and those above it.
         */
        get: operations["listCommands"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/apikey.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make an API key for a person or a service
         * @description The key is printed once; the instance keeps only its hash. It ends by itself after its days.
         *
         *     For the role `admin`.
         */
        post: operations["commandApikeyCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/apikey.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * List the API keys
         * @description Revoked and expired ones are listed too, so that what they did can be told.
         *
         *     For the role `admin`.
         */
        post: operations["commandApikeyList"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/apikey.revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take an API key back, at once and for good
         * @description Requests with it are refused from then on. A name is used once: make another key under another name.
         *
         *     For the role `admin`.
         */
        post: operations["commandApikeyRevoke"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/approval.approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve it, in your person’s name
         * @description For the very action that is shown and nothing else. Who asked for it cannot approve it, and nobody counts twice.
         *
         *     For the role `approver` and those above it.
         */
        post: operations["commandApprovalApprove"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/approval.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * List what waits for people to approve it
         * @description A fund may want a person, or two, behind its larger trades. What nobody decides in time is refused.
         *
         *     For the role `viewer` and those above it.
         */
        post: operations["commandApprovalList"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/approval.reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reject it: what it was asked for is not done
         * @description One who rejects is enough, however many would have to approve.
         *
         *     For the role `approver` and those above it.
         */
        post: operations["commandApprovalReject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/approval.show": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Show one approval: what exactly, who asked, who decided, until when
         * @description A decision names the revision that it is about: the one that is shown here.
         *
         *     For the role `viewer` and those above it.
         */
        post: operations["commandApprovalShow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/audit.anchor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put the head of the log of what was asked on chain
         * @description A fund’s owner account sends itself a transaction that carries how many entries there are and the head of the last. `audit verify` finds it there. A head that is there already is not sent again.
         *
         *     For the role `operator` and those above it.
         */
        post: operations["commandAuditAnchor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/audit.verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Prove that the log of what was asked is whole
         * @description Every entry is hashed again onto the one before. The heads that were anchored on chain are looked for there, so that a cut end is seen; so is one with a head that was kept elsewhere (--head).
         *
         *     For the role `viewer` and those above it.
         */
        post: operations["commandAuditVerify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/bot.approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let a bot into the fund’s verifier set
         * @description The owner’s account opens the next set epoch with it, after the delay that the fund’s changes have. Thresholds keep their proportion. Compare its address with the one that its operator told you.
         *
         *     For the role `admin`.
         */
        post: operations["commandBotApprove"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/bot.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * List the bots that asked to take part in a fund
         * @description A bot asks by a request that it signs with its own key: POST /api/v1/funds/{fundId}/bots. Those that are over are listed too.
         *
         *     For the role `viewer` and those above it.
         */
        post: operations["commandBotList"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/bot.refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Turn a bot away that asked to take part
         * @description It can ask again, under another id. A registration that nobody decides about ends by itself after a week.
         *
         *     For the role `admin`.
         */
        post: operations["commandBotRefuse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/bot.retire": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a bot out of the fund’s verifier set, in order
         * @description The owner’s account opens the next set epoch without it; until then it counts. A bot that must not count any more is revoked instead.
         *
         *     For the role `admin`.
         */
        post: operations["commandBotRetire"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/bot.revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Revoke a bot on chain: it counts nowhere from then on
         * @description The guardian’s account revokes it at once, in every epoch, without a delay. Thresholds stay: if too few are left, nothing is approved until the next set.
         *
         *     For the role `operator` and those above it.
         */
        post: operations["commandBotRevoke"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/bot.show": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Show one registration of a bot
         * @description Who it is, what it asked for, who decided, and the set epoch that it counts from.
         *
         *     For the role `viewer` and those above it.
         */
        post: operations["commandBotShow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/bots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * List the bots and the state each is in
         * @description Every bot of the instance: its address, its state, how many events wait for it and when it last took one. Finished bots are listed with --all.
         *
         *     For the role `viewer` and those above it.
         */
        post: operations["commandBots"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/claim.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * List the claims of the rounds that are open, and who stands behind them
         * @description A claim counts when verifiers of enough weight have reproduced it. Earlier rounds: GET /api/v1/funds/{fundId}/claims, or the console.
         *
         *     For the role `viewer` and those above it.
         */
        post: operations["commandClaimList"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/deadletters.drop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Drop a dead letter for good
         * @description The journal keeps it and who dropped it; nobody can send it again.
         *
         *     For the role `operator` and those above it.
         */
        post: operations["commandDeadlettersDrop"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/deadletters.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * List the events that no turn could take
         * @description An event whose turn failed, or whose bot had ended, is kept until a person sends it again or drops it. The newest come last.
         *
         *     For the role `viewer` and those above it.
         */
        post: operations["commandDeadlettersList"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/deadletters.resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a dead letter to its bot once more
         * @description The event goes to its bot again, once. A result or timer does only while the bot has not moved since; then it is as if the failed turn had not been. If the bot is quarantined, the event waits for its release.
         *
         *     For the role `operator` and those above it.
         */
        post: operations["commandDeadlettersResend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/deadletters.show": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Show one dead letter: the event, who sent it, why no turn took it
         * @description The event as it is journaled, what caused it, and what went wrong.
         *
         *     For the role `viewer` and those above it.
         */
        post: operations["commandDeadlettersShow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/executor.sweep": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Have an executor try its approved trade again now
         * @description It does not wait for the time of its next attempt; none of its attempts is used up by it. Nothing executes that would not execute by itself: the contract decides. Where nothing waits, nothing is tried.
         *
         *     For the role `operator` and those above it.
         */
        post: operations["commandExecutorSweep"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/explain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Explain an intent or a transaction: who claimed, signed, dry-ran, executed
         * @description Everything the journal knows about a trade: the claims of its round and who reproduced them, the snapshot, the decision, each verifier’s verdict with its weight against the threshold, the dry runs, the transactions, and the turn (sequence number) that did each.
         *
         *     For the role `viewer` and those above it.
         */
        post: operations["commandExplain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/fund.adopt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Look after a fund that is on the chain already
         * @description Everything about the fund is read from the chain (code, wiring, roles, limits, lists, verifiers, pauses) and compared with the settings of a fund of this instance; nothing may differ but its name. Then its bots are started and the settings have it. Sends nothing.
         *
         *     For the role `admin`.
         */
        post: operations["commandFundAdopt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/fund.claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Settle what was asked of a fund, and take it
         * @description Takes the shares of a deposit and the assets of a withdrawal that the operator’s account asked for while a position was open. Settles the requests first if the fund is flat.
         *
         *     For the role `operator` and those above it.
         */
        post: operations["commandFundClaim"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/fund.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a fund on the chain
         * @description On a throw-away chain the daemon deploys the fund through the factory and starts its bots with the instance’s default verifiers, crawlers and strategy rules. On any other chain the fund is made from its settings by this command itself, without a daemon and with the key that --key names (a keystore or QUORATE_KEY_<NAME>): it is tried first, its cost is told and asked about, and typed again it goes on where it was ended. docs/deployment.md shows the whole.
         *
         *     For the role `admin`.
         */
        post: operations["commandFundCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/fund.deposit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Deposit base asset into a fund
         * @description The operator’s account deposits into the vault. While a position is open the vault is asked instead: the deposit settles at the next moment without one, and `fund claim` takes the shares.
         *
         *     For the role `operator` and those above it.
         */
        post: operations["commandFundDeposit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/fund.pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pause a fund on chain: nothing executes until it is unpaused
         * @description The guardian pauses the fund’s core at once. Rounds go on; nothing can execute.
         *
         *     For the role `operator` and those above it.
         */
        post: operations["commandFundPause"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/fund.status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Show what a fund holds, is worth and who decides in it
         * @description Without a name, every fund.
         *
         *     For the role `viewer` and those above it.
         */
        post: operations["commandFundStatus"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/fund.unpause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let a paused fund execute again
         * @description The owner unpauses the fund’s core. In a fund whose changes wait, the first time announces it and says when it is ready; typed again then, it is done.
         *
         *     For the role `admin`.
         */
        post: operations["commandFundUnpause"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/fund.withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Withdraw base asset from a fund
         * @description The operator’s account withdraws from the vault to itself. While a position is open the vault is asked instead: shares worth the amount by account settle at the price of the next moment without one, and `fund claim` takes what they give.
         *
         *     For the role `admin`.
         */
        post: operations["commandFundWithdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/incident.acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take an incident on: nobody is told of it again
         * @description It stays until it is resolved. What it does by itself, such as pausing its fund, it does all the same.
         *
         *     For the role `operator` and those above it.
         */
        post: operations["commandIncidentAcknowledge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/incident.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * List what is wrong, and whether somebody has taken it on
         * @description An incident is raised by a monitor when one of its rules is breached, and is resolved by a person or by itself once the rule is healthy again. The newest come first.
         *
         *     For the role `viewer` and those above it.
         */
        post: operations["commandIncidentList"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/incident.resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say that an incident is over
         * @description While its rule is still breached, the next look raises another one. A pause is not lifted by it: that is `fund unpause`.
         *
         *     For the role `operator` and those above it.
         */
        post: operations["commandIncidentResolve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/incident.show": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Show one incident: what is wrong, since when, who has it in hand
         * @description Its rule, the value that breached it, how often that was seen, when it is told again, and what became of the pause where its rule pauses the fund.
         *
         *     For the role `viewer` and those above it.
         */
        post: operations["commandIncidentShow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/intent.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * List trades: what is proposed, how much of its quorum it has, what became of it
         * @description The newest come first. A trade needs the weight of its verifiers over exactly itself; explain tells all of one.
         *
         *     For the role `viewer` and those above it.
         */
        post: operations["commandIntentList"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/journal.compact": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Write what is live into a new base segment and archive the older segments
         * @description A start then reads the base segment instead of all that ever happened. The daemon does it by itself when enough segments are closed; it does it now when it runs, and this command does it on the files when it does not.
         *
         *     For the role `operator` and those above it.
         */
        post: operations["commandJournalCompact"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say who you are, in a messenger, with a code from where you are signed in
         * @description A code works once. A link that you had here before ends with it.
         *
         *     For the role `viewer` and those above it.
         */
        post: operations["commandLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/link.code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a code that says who you are in a messenger
         * @description Say it once in Slack or Discord, in private: link <code>. What you then say there, you say as this person, with this role at most, and never more than your workspace may.
         *
         *     For the role `viewer` and those above it.
         */
        post: operations["commandLinkCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/link.end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End a link: its user is a stranger again
         * @description At once: also what was said and is not done yet is not done any more.
         *
         *     For the role `admin`.
         */
        post: operations["commandLinkEnd"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/link.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * List who is who in the messengers
         * @description Those that are over are listed too, so that what they did can be told.
         *
         *     For the role `admin`.
         */
        post: operations["commandLinkList"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/monitor.status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Show what the monitors measure, and which rules are breached
         * @description Each rule with the worst value of the last look and its threshold. A rule that could not be measured is blind: nothing is concluded from it.
         *
         *     For the role `viewer` and those above it.
         */
        post: operations["commandMonitorStatus"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/mute": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Keep a channel silent for a while, but for what is critical
         * @description What comes meanwhile is summed up in one message when it is over. Messages that are up are kept up, without a word.
         *
         *     For the role `operator` and those above it.
         */
        post: operations["commandMute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/propose.buy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask a fund’s strategy to buy for an amount of the base asset
         * @description The strategy proposes exactly that at the fund’s next snapshot, and it goes the way of every trade: people approve it where the fund wants them to, and who asked for it does not; verifiers sign it or refuse it; the contracts decide. Refused at once: more than the vault has, more than one position may take, a second trade beside one that is under way. A sale that the fund’s own rules want goes first.
         *
         *     For the role `operator` and those above it.
         */
        post: operations["commandProposeBuy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/propose.sell": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask a fund’s strategy to sell what it holds, or a part of it
         * @description The strategy proposes exactly that at the fund’s next snapshot, and it goes the way of every trade: people approve it where the fund wants them to, and who asked for it does not; verifiers sign it or refuse it; the contracts decide. Refused at once: more than the vault has, more than one position may take, a second trade beside one that is under way. A sale that the fund’s own rules want goes first.
         *
         *     For the role `operator` and those above it.
         */
        post: operations["commandProposeSell"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put a quarantined bot back into service as it is
         * @description A bot is quarantined when it cannot go on: its result or timer could not be handled, it failed too often, or the process died in it. Release it when the reason is gone; what waited for it is handled then. One that waits for what became a dead letter still waits: send that again first.
         *
         *     For the role `operator` and those above it.
         */
        post: operations["commandRelease"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/restart": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Have a bot begin again from its input
         * @description Its state is discarded and a new incarnation begins; what waits for it is kept. Bots that hold money or approvals go on from where they are and are never restarted.
         *
         *     For the role `operator` and those above it.
         */
        post: operations["commandRestart"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/schedule.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Have something done at the times of a cron expression
         * @description Each time is run at most once, whatever the clock does. Of times that were missed (the daemon was down, the clock was set) `skip` runs none, `once` one for all of them, `catch-up` each, the newest 100. Times are in UTC.
         *
         *     For the role `operator` and those above it.
         */
        post: operations["commandScheduleCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/schedule.end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End a schedule for good
         * @description A name is used once: make another schedule under another name.
         *
         *     For the role `operator` and those above it.
         */
        post: operations["commandScheduleEnd"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/schedule.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * List the schedules
         * @description What each does, when it does it next, how often it did, and how many of its times it missed.
         *
         *     For the role `viewer` and those above it.
         */
        post: operations["commandScheduleList"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/session.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * List who is signed in, and who was
         * @description Ended ones are listed too, so that what they did can be told.
         *
         *     For the role `admin`.
         */
        post: operations["commandSessionList"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/session.open": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Print an address that signs one browser in
         * @description Whoever opens it first is signed in as the person that is named; it works once, and not after its minutes. A daemon that starts again forgets it.
         *
         *     For the role `admin`.
         */
        post: operations["commandSessionOpen"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/session.revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign a person out, at once
         * @description What its cookie asks for is refused from then on, and its open streams end. The person may sign in again: take them out of the settings, too, where they may not.
         *
         *     For the role `admin`.
         */
        post: operations["commandSessionRevoke"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/show": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Show one bot: state, context, last turns, what it waits for
         * @description The bot as it is stored: its state and context, the turns that led there, the timers and effects it waits for, and why it is quarantined if it is.
         *
         *     For the role `viewer` and those above it.
         */
        post: operations["commandShow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Show the chain, the funds, the bots and what is waited for
         * @description What the daemon is doing now. What is waited for is read from the journal: an open round, an intent short of signatures and whose, a transaction without a receipt, a bot in quarantine.
         *
         *     For the role `viewer` and those above it.
         */
        post: operations["commandStatus"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop the daemon gracefully
         * @description The daemon takes nothing new, finishes what is in hand, writes its snapshot files and exits within 10 s. The command returns when it is gone.
         *
         *     For the role `admin`.
         */
        post: operations["commandStop"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/subscribe": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Have a channel told of trades, refusals, approvals, incidents or workflows
         * @description Each trade, approval and incident has one message there, which is kept up with what becomes of it, and its news in that message’s thread. A place has one subscription: this replaces it. In quiet hours, and under the severity, only what is critical is told at once; the rest comes in a digest. `audit-head` posts the head of the audit log once a day: a log whose end is cut off is seen against it.
         *
         *     For the role `operator` and those above it.
         */
        post: operations["commandSubscribe"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/subscription.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * List which channels are told of what
         * @description With quiet hours, silence, how many messages are up, and whether the messenger refused one.
         *
         *     For the role `viewer` and those above it.
         */
        post: operations["commandSubscriptionList"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/trace": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Follow a request to the chain: every record, message, effect and transaction that came of it
         * @description The id is the X-Request-Id that the request was sent or answered with, or the id that the audit log has of it. Causes are followed as the journal names them. What a bot does once it is back in the state in which the request found it is no longer counted, nor what others decided after they had read of it: for that, explain the hash. Timers are followed only with --timers, since whoever works in rounds arms one for the next.
         *
         *     For the role `operator` and those above it.
         */
        post: operations["commandTrace"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/unmute": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End a channel’s silence, and sum up what came
         * @description What came while it was silent comes in one message at once, unless these are its quiet hours.
         *
         *     For the role `operator` and those above it.
         */
        post: operations["commandUnmute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/unsubscribe": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Have a channel told of nothing new
         * @description Messages that are up there are kept up until what they show is over.
         *
         *     For the role `operator` and those above it.
         */
        post: operations["commandUnsubscribe"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/whoami": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say who you are here, and what you may
         * @description A role includes the ones before it: viewer, operator, approver, admin.
         *
         *     For the role `viewer` and those above it.
         */
        post: operations["commandWhoami"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/workflow.cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel a workflow run
         * @description GitHub ends its jobs when it gets to it. One that was not begun yet is never begun.
         *
         *     For the role `operator` and those above it.
         */
        post: operations["commandWorkflowCancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/workflow.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * List the workflows on GitHub that can be run
         * @description Of one repository, or of each that the settings open to this instance. What a workflow wants to be told is asked for when it is run.
         *
         *     For the role `viewer` and those above it.
         */
        post: operations["commandWorkflowList"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/workflow.rerun": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Run a workflow run again that is over
         * @description It stays the same run, with its next attempt. GitHub does that for 30 days.
         *
         *     For the role `operator` and those above it.
         */
        post: operations["commandWorkflowRerun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/workflow.review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let a deployment of a workflow run go on, or hold it back
         * @description In your person’s name, and only if the settings name you among the reviewers of the repository. Who ran it cannot approve what it deploys. GitHub must know the token or the app as a reviewer of the environment.
         *
         *     For the role `approver` and those above it.
         */
        post: operations["commandWorkflowReview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/workflow.run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Run a workflow on GitHub, and follow it to its end
         * @description Its inputs are read from its own file at that branch or tag. Those that are missing are named and nothing is run. The same request is one run, however often it is sent and whatever is killed meanwhile: where it cannot be told whether GitHub has begun it, it ends as `unsure` and is not begun a second time. See it with `workflow show`.
         *
         *     For the role `operator` and those above it.
         */
        post: operations["commandWorkflowRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/workflow.runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * List the workflow runs that were begun from here
         * @description The newest come first. GitHub is not asked: each run’s bot says what it saw last.
         *
         *     For the role `viewer` and those above it.
         */
        post: operations["commandWorkflowRuns"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/workflow.show": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Show one workflow run: where it is, what failed, what waits
         * @description With the job and the step that failed, and where to look on GitHub.
         *
         *     For the role `viewer` and those above it.
         */
        post: operations["commandWorkflowShow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cron/execute-intents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Have approved trades tried again now, in every fund that the caller may see
         * @description Give the cron secret as a bearer token, or an API key of an operator. There only where the daemon was given a secret (`QUORATE_CRON_SECRET`). Nothing executes that would not execute by itself: what the contract refuses now is tried again later.
         *
         *     For the role `operator` and those above it.
         */
        post: operations["executeIntents"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everything that happens in the funds that the caller may see
         * @description For the role `operator` and those above it.
         */
        get: operations["followEverything"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events/turns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every turn of the bots that are there for the caller, as it is committed
         * @description For the role `viewer` and those above it.
         */
        get: operations["followTurns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/executions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Approved trades and what became of them, oldest first
         * @description For the role `viewer` and those above it.
         */
        get: operations["listExecutions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/funds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The funds that the caller may see
         * @description For the role `viewer` and those above it.
         */
        get: operations["listFunds"];
        put?: never;
        /**
         * Look after a fund that is on the chain already
         * @description The fund of that vault, which somebody made. Its settings are those of a fund of this instance (`like`) under its own name; everything about it (code, wiring, roles, limits, lists, verifiers, pauses) is compared with them, and a difference is refused (409 `FUND_DIFFERS`). Sends no transaction. `POST /api/v1/funds/bootstrap` makes a fund that is not there yet.
         *
         *     For the role `admin`.
         */
        post: operations["createFund"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/funds/{fundId}/attestations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A verifier gives its verdict on a claim
         * @description For bots, by the signature of this very request.
         */
        post: operations["attestClaim"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/funds/{fundId}/bots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Bots that asked to take part, oldest first
         * @description For the role `viewer` and those above it, and for bots of the fund by their signature.
         */
        get: operations["listBots"];
        put?: never;
        /**
         * A bot asks to take part, signed by the key that it would act with
         * @description For bots, by the signature of this very request.
         */
        post: operations["registerBot"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/funds/{fundId}/bots/{botId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One registration; a bot sees its own before it is let in
         * @description For the role `viewer` and those above it, and for bots of the fund by their signature.
         */
        get: operations["getBot"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/funds/{fundId}/bots/retire": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A bot leaves, or takes its request back
         * @description For bots, by the signature of this very request.
         */
        post: operations["retireBot"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/funds/{fundId}/claims": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Claims, in the order asked for
         * @description For the role `viewer` and those above it, and for bots of the fund by their signature.
         */
        get: operations["listClaims"];
        put?: never;
        /**
         * A crawler submits a claim
         * @description For bots, by the signature of this very request.
         */
        post: operations["submitClaim"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/funds/{fundId}/claims/{claimHash}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One claim
         * @description For the role `viewer` and those above it, and for bots of the fund by their signature.
         */
        get: operations["getClaim"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/funds/{fundId}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everything that happens in a fund
         * @description For the role `viewer` and those above it, and for bots of the fund by their signature.
         */
        get: operations["followFund"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/funds/{fundId}/events/claims": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Claims and snapshots of a fund
         * @description For the role `viewer` and those above it, and for bots of the fund by their signature.
         */
        get: operations["followClaims"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/funds/{fundId}/events/intents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Trades of a fund
         * @description For the role `viewer` and those above it, and for bots of the fund by their signature.
         */
        get: operations["followIntents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/funds/{fundId}/executions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The executor reports what became of a trade
         * @description For bots, by the signature of this very request.
         */
        post: operations["reportExecution"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/funds/{fundId}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Prices that were claimed, trades and worth: the newest of each, oldest first
         * @description For the role `viewer` and those above it, and for bots of the fund by their signature.
         */
        get: operations["getFundHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/funds/{fundId}/intents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Trades, in the order asked for
         * @description For the role `viewer` and those above it, and for bots of the fund by their signature.
         */
        get: operations["listIntents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/funds/{fundId}/intents/{intentHash}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One trade
         * @description For the role `viewer` and those above it, and for bots of the fund by their signature.
         */
        get: operations["getIntent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/funds/{fundId}/intents/{intentHash}/approval": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * People’s approval of a trade, as an executor has to find it
         * @description For the role `viewer` and those above it, and for bots of the fund by their signature.
         */
        get: operations["getFundsIntentsApproval"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/funds/{fundId}/intents/{intentHash}/story": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One trade from the first claim of its round to its receipt: who said what, in which turn
         * @description For the role `viewer` and those above it, and for bots of the fund by their signature.
         */
        get: operations["getIntentStory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/funds/{fundId}/intents/attestations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A verifier gives its verdict on a trade
         * @description For bots, by the signature of this very request.
         */
        post: operations["attestIntent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/funds/{fundId}/intents/attestations/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Carries verdicts on trades that others signed
         * @description Each item is a whole envelope, signed for POST …/intents/attestations by its verifier. Each is judged by itself; this request carries no signature of its own.
         *
         *     For bots, by the signature of this very request.
         */
        post: operations["attestIntents"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/funds/{fundId}/intents/propose": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The strategy proposes a trade
         * @description For bots, by the signature of this very request.
         */
        post: operations["proposeIntent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/funds/{fundId}/policy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the contracts of a fund hold its trades to, and what of it is used up
         * @description For the role `viewer` and those above it, and for bots of the fund by their signature.
         */
        get: operations["getFundPolicy"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/funds/{fundId}/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a verifier judges by: sources, pools, limits, contracts
         * @description For the role `viewer` and those above it, and for bots of the fund by their signature.
         */
        get: operations["getRules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/funds/{fundId}/snapshots/attestations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A verifier gives its verdict on a round’s snapshot
         * @description For bots, by the signature of this very request.
         */
        post: operations["attestSnapshot"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/funds/{fundId}/snapshots/latest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The newest published snapshot
         * @description For the role `viewer` and those above it, and for bots of the fund by their signature.
         */
        get: operations["getLatestSnapshot"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/funds/{fundId}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A fund as it stands
         * @description For the role `viewer` and those above it, and for bots of the fund by their signature.
         */
        get: operations["getFundStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/funds/bootstrap": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a fund on the chain, start its bots, make the first deposit
         * @description On a throw-away chain the daemon puts all contracts of a fund there, with the instance’s default verifiers, crawlers and strategy rules. On any other chain it holds no key that pays for that (409 `NOT_SUPPORTED`): there `quorate fund create` makes it, and `POST /api/v1/funds` takes it over.
         *
         *     For the role `admin`.
         */
        post: operations["bootstrapFund"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/github/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * For GitHub: say that something changed in a workflow run
         * @description There only where the daemon was given a secret (`QUORATE_GITHUB_WEBHOOK_SECRET`), with which GitHub signs the body. What it is about is looked up at GitHub; events of others are answered 202 and ignored. `docs/github.md`.
         *
         *     For anyone.
         */
        post: operations["takeGithubWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incidents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is wrong in the funds that the caller may see, newest first
         * @description For the role `viewer` and those above it.
         */
        get: operations["getIncidents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incidents/{incidentId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One incident
         * @description For the role `viewer` and those above it.
         */
        get: operations["getIncidentsByIncidentId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incidents/{incidentId}/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take an incident on: nobody is told of it again
         * @description For the role `operator` and those above it.
         */
        post: operations["postIncidentsAcknowledge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incidents/{incidentId}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say that an incident is over
         * @description For the role `operator` and those above it.
         */
        post: operations["postIncidentsResolve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who the caller is, and what it may do
         * @description For the role `viewer` and those above it.
         */
        get: operations["getMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happened in the funds that the caller may see, counted from the journal
         * @description For the role `viewer` and those above it.
         */
        get: operations["getMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/monitors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the monitors measure, and which rules are breached
         * @description For the role `viewer` and those above it.
         */
        get: operations["getMonitors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in with a one-time token
         * @description The token is printed when the daemon starts, and by `./quorate session open`. It works once.
         *
         *     For anyone.
         */
        post: operations["signInWithToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/current": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Sign out
         * @description For the role `viewer` and those above it.
         */
        delete: operations["signOut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/ethereum": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in with an Ethereum account
         * @description Signed by the account’s key; an account that is a contract on the fund’s chain is asked whether it stands behind the signature (ERC-1271).
         *
         *     For anyone.
         */
        post: operations["signInWithEthereum"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/ethereum/message": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The message that an Ethereum account signs to sign in (EIP-4361)
         * @description For anyone.
         */
        post: operations["getEthereumMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/swarm/turns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The turns of all bots that are there for the caller, oldest first: as the stream of turns told them
         * @description For the role `viewer` and those above it.
         */
        get: operations["listSwarmTurns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/turns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Turns of the bots that are there for the caller, newest first
         * @description For the role `operator` and those above it.
         */
        get: operations["searchTurns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Is the process alive?
         * @description For anyone.
         */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Figures of the daemon, for Prometheus
         * @description Needs a key that sees every fund: `authorization.credentials_file` in Prometheus.
         *
         *     For the role `viewer` and those above it.
         */
        get: operations["getPrometheusMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Can it do its work? If not, what is in the way
         * @description For anyone.
         */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description An event that a bot’s role takes from outside. */
        AcceptedEvent: {
            /** @description those of the caller’s commands that tell it; none: it comes from bots, clocks or the daemon, or the caller may not */
            commands: string[];
            /** @description has its state a transition for it? A guard may still say no */
            enabled: boolean;
            /** @description arguments of those commands that the bot itself stands for, such as its fund or its id */
            given: {
                [key: string]: string | number;
            };
            /** @description JSON Schema of the whole event */
            schema: {
                [key: string]: unknown;
            };
            type: string;
        };
        /**
         * @description Arguments of one call of the venue’s adapter, ABI encoded, in lower-case hex; its keccak256 is the intent’s adapterDataHash.
         * @example 0x0000000000000000000000000000000000000000000000000000000000000007
         */
        AdapterData: string;
        /**
         * @description An amount in the token’s base units as a decimal string: "1500000" is 1.5 of a token with 6 decimals. At most 2^256 - 1.
         * @example 1500000
         */
        Amount: string;
        /** @description What the command answers, as `--json` prints it on the command line. */
        ApikeyCreateResult: {
            days: number;
            funds: "all" | string[];
            id: string;
            /** @description Told this once; null to whoever asks again */
            key: string | null;
            role: string;
        };
        /** @description What the command answers, as `--json` prints it on the command line. */
        ApikeyListResult: {
            keys: {
                by: string;
                /** @description ISO 8601; null when it is over */
                expiresAt: string | null;
                funds: string;
                id: string;
                /** @description Whose hands it is in; null where it is nobody's */
                person: string | null;
                role: string;
                state: string;
                title: string;
            }[];
        };
        /** @description What the command answers, as `--json` prints it on the command line. */
        ApikeyRevokeResult: {
            id: string;
            state: string;
        };
        ApprovalDecided: {
            approval: {
                /** @description null: whoever has the permission */
                approvers: string[] | null;
                /** @description who else may not decide: whoever answers for the strategy that proposes it */
                barred: string[];
                /** @description of exactly that */
                digest: string;
                /** @description why it ended unused */
                ending: string;
                fundId: string;
                id: string;
                /** @description persons who have to approve */
                quorum: number;
                requester: {
                    person: string;
                    principal: string;
                };
                /** @description a decision names the one that was looked at */
                revision: number;
                /** @enum {string} */
                state: "pending" | "granted" | "used" | "rejected" | "expired" | "withdrawn";
                summary: string;
                /** @description the trade that it is about, in base units; null when it is about something else */
                trade: {
                    /** @enum {string} */
                    action: "BUY" | "SELL";
                    amountIn: string;
                    deadline: number;
                    minAmountOut: string;
                    quoteAmountOut: string;
                } | null;
                /** @description ISO 8601: until when it may be decided, or used; null when it is over */
                until: string | null;
                votes: {
                    by: string;
                    person: string;
                    /** @description in their words; absent when they gave none */
                    reason?: string;
                    /** @enum {string} */
                    verdict: "approve" | "reject";
                }[];
                /** @description for example `intent.execute` */
                what: string;
            };
            /** @description what it came to: `approved`, `1 of 2 approved`, `rejected` */
            did: string;
            id: string;
            /** @enum {string} */
            verdict: "approve" | "reject";
        };
        /** @description What the command answers, as `--json` prints it on the command line. */
        ApprovalListResult: {
            approvals: {
                /** @description null: whoever has the permission */
                approvers: string[] | null;
                /** @description who else may not decide: whoever answers for the strategy that proposes it */
                barred: string[];
                /** @description of exactly that */
                digest: string;
                /** @description why it ended unused */
                ending: string;
                fundId: string;
                id: string;
                /** @description persons who have to approve */
                quorum: number;
                requester: {
                    person: string;
                    principal: string;
                };
                /** @description a decision names the one that was looked at */
                revision: number;
                /** @enum {string} */
                state: "pending" | "granted" | "used" | "rejected" | "expired" | "withdrawn";
                summary: string;
                /** @description the trade that it is about, in base units; null when it is about something else */
                trade: {
                    /** @enum {string} */
                    action: "BUY" | "SELL";
                    amountIn: string;
                    deadline: number;
                    minAmountOut: string;
                    quoteAmountOut: string;
                } | null;
                /** @description ISO 8601: until when it may be decided, or used; null when it is over */
                until: string | null;
                votes: {
                    by: string;
                    person: string;
                    /** @description in their words; absent when they gave none */
                    reason?: string;
                    /** @enum {string} */
                    verdict: "approve" | "reject";
                }[];
                /** @description for example `intent.execute` */
                what: string;
                words: string;
            }[];
            now: string;
        };
        /** @description One approval, and what it is about in words. */
        ApprovalRow: {
            /** @description null: whoever has the permission */
            approvers: string[] | null;
            /** @description who else may not decide: whoever answers for the strategy that proposes it */
            barred: string[];
            /** @description of exactly that */
            digest: string;
            /** @description why it ended unused */
            ending: string;
            fundId: string;
            id: string;
            /** @description persons who have to approve */
            quorum: number;
            requester: {
                person: string;
                principal: string;
            };
            /** @description a decision names the one that was looked at */
            revision: number;
            /** @enum {string} */
            state: "pending" | "granted" | "used" | "rejected" | "expired" | "withdrawn";
            summary: string;
            /** @description the trade that it is about, in base units; null when it is about something else */
            trade: {
                /** @enum {string} */
                action: "BUY" | "SELL";
                amountIn: string;
                deadline: number;
                minAmountOut: string;
                quoteAmountOut: string;
            } | null;
            /** @description ISO 8601: until when it may be decided, or used; null when it is over */
            until: string | null;
            votes: {
                by: string;
                person: string;
                /** @description in their words; absent when they gave none */
                reason?: string;
                /** @enum {string} */
                verdict: "approve" | "reject";
            }[];
            /** @description for example `intent.execute` */
            what: string;
            /** @description what is to be approved, for people */
            words: string;
        };
        /** @description What the command answers, as `--json` prints it on the command line. */
        ApprovalShowResult: {
            approval: {
                /** @description null: whoever has the permission */
                approvers: string[] | null;
                /** @description who else may not decide: whoever answers for the strategy that proposes it */
                barred: string[];
                /** @description of exactly that */
                digest: string;
                /** @description why it ended unused */
                ending: string;
                fundId: string;
                id: string;
                /** @description persons who have to approve */
                quorum: number;
                requester: {
                    person: string;
                    principal: string;
                };
                /** @description a decision names the one that was looked at */
                revision: number;
                /** @enum {string} */
                state: "pending" | "granted" | "used" | "rejected" | "expired" | "withdrawn";
                summary: string;
                /** @description the trade that it is about, in base units; null when it is about something else */
                trade: {
                    /** @enum {string} */
                    action: "BUY" | "SELL";
                    amountIn: string;
                    deadline: number;
                    minAmountOut: string;
                    quoteAmountOut: string;
                } | null;
                /** @description ISO 8601: until when it may be decided, or used; null when it is over */
                until: string | null;
                votes: {
                    by: string;
                    person: string;
                    /** @description in their words; absent when they gave none */
                    reason?: string;
                    /** @enum {string} */
                    verdict: "approve" | "reject";
                }[];
                /** @description for example `intent.execute` */
                what: string;
            };
            now: string;
            words: string;
        };
        /** @description What the command answers, as `--json` prints it on the command line. */
        AuditAnchorResult: {
            account: string;
            block: number;
            count: number;
            head: string;
            txHash: string;
        };
        /** @description What was asked, or what came of it. */
        AuditEntry: {
            approvalId?: string;
            /** @description of what settled or failed: OK, or what it was refused with */
            code?: string;
            /** @description of an errand: said, pressed or filled */
            deed?: string;
            /** @description of its arguments */
            digest: string;
            /** @description of an approval */
            fundId?: string;
            /** @description of the request: its bot is `request:{id}` */
            id?: string;
            /**
             * @description asked for; settled or failed, with its code; or a step of an approval
             * @enum {string}
             */
            kind: "asked" | "settled" | "failed" | "approval" | "errand";
            /** @description of an errand: slack or discord */
            messenger?: string;
            /** @description of an approval: the person behind; empty when there is none */
            person?: string;
            /** @description who; empty when the time of an approval was up */
            principal: string;
            /** @description of an approval */
            step?: string;
            /** @description of a request: cli, api, console or chat */
            surface?: string;
            tookMs?: number;
            /** @description of an errand: who, as the messenger calls them */
            user?: string;
            /** @description a command such as `fund.pause`, or the action that is to be approved */
            what: string;
            /** @description of an errand: where it came from */
            workspace?: string;
        };
        /** @description One entry of the audit log, with its hashes. */
        AuditLine: {
            /** @description ISO 8601 */
            at: string;
            entry: components["schemas"]["AuditEntry"];
            /** @description the hash of `previous` and of the entry, as canonical JSON */
            head: string;
            /** @description its place in the log, from 0 */
            index: number;
            /** @description the head before it */
            previous: string;
            /** @description of the turn that stated it */
            seq: number;
        };
        /** @description A page of the audit log. */
        AuditPage: {
            /** @description newest first */
            entries: components["schemas"]["AuditLine"][];
            /** @description all turns from here on were looked at */
            from: number;
            /** @description `before` of the next page, which there may be also when this one is not full; null at the end */
            next: number | null;
            /** @description the last record of the journal, as of this page */
            through: number;
        };
        /** @description What the command answers, as `--json` prints it on the command line. */
        AuditVerifyResult: {
            /** @description What the chain holds of it; `problem` where it could not be asked */
            chain: {
                anchors: number;
                newest: {
                    block: number;
                    count: number;
                    head: string;
                    txHash: string;
                } | null;
                problem: string | null;
                /** @description first block that was looked at; null when the chain was not asked */
                since: number | null;
            };
            entries: number;
            /** @description Index of the first entry that was read: older ones are in archives that were deleted */
            from: number;
            head: string;
            problem: string | null;
            whole: boolean;
        };
        /** @description What became of each item. */
        BatchAnswer: {
            /** @description in the order of the items */
            results: (components["schemas"]["RelayAnswer"] | components["schemas"]["RefusedItem"])[];
        };
        /** @description A bot at this moment, and what it takes from outside. */
        Bot: {
            accepts: components["schemas"]["AcceptedEvent"][];
            address: string;
            at: string;
            context: unknown;
            effects: {
                attempt: number;
                id: string;
                port: string;
                since: string;
            }[];
            /** @description the fund that it belongs to; null: the swarm as a whole */
            fundId: string | null;
            incarnation: number;
            parent: string | null;
            /** @description why it cannot go on */
            quarantine?: {
                code: string;
                details?: {
                    [key: string]: unknown;
                };
                message: string;
                retryable: boolean;
            };
            queued: number;
            /** @description when it begins again from its input, and after what */
            restart?: {
                dueAt: string;
                failure: {
                    code: string;
                    details?: {
                        [key: string]: unknown;
                    };
                    message: string;
                    retryable: boolean;
                };
            };
            role: string;
            seq: number;
            /** @enum {string} */
            status: "active" | "done" | "error" | "stopped" | "quarantined";
            timers: {
                dueAt: string;
                id: string;
            }[];
            /** @description the state, as XState writes it */
            value: unknown;
            version: number;
        };
        /** @description A bot in one line. */
        BotLine: {
            address: string;
            /** @description ISO 8601, of its last turn */
            at: string;
            /** @description the fund that it belongs to; null: the swarm as a whole */
            fundId: string | null;
            parent: string | null;
            /** @description events that wait for their turn; null of a moment in the past */
            queued: number | null;
            /** @description how often it began again from its input */
            restarts: number;
            role: string;
            /** @description of its last turn */
            seq: number;
            /** @description its state for people: `running.idle`, parallel regions as `a.x + b.y` */
            state: string;
            /** @enum {string} */
            status: "active" | "done" | "error" | "stopped" | "quarantined";
            waits: {
                /** @description ISO 8601: the first of its timers, or its restart */
                dueAt: string | null;
                /** @description ports that have not answered */
                effects: number;
                timers: number;
            };
        };
        /** @description What the command answers, as `--json` prints it on the command line. */
        BotListResult: {
            bots: {
                address: string;
                botId: string;
                /** @description who decided last; empty before */
                by: string;
                /** @description ISO 8601 */
                changedAt: string;
                name: string;
                reason: string;
                /** @constant */
                role: "verifier";
                /** @description the first set epoch with it; null before */
                setEpoch: number | null;
                /**
                 * @description its signatures count in active and leaving, and nowhere else
                 * @enum {string}
                 */
                state: "requested" | "joining" | "held" | "active" | "leaving" | "revoking" | "insisting" | "refused" | "expired" | "retired" | "revoked";
                title: string;
                /** @description why it is held; empty when it is not */
                trouble: string;
                /** @description that it asked for, and has once it is active */
                weight: number;
            }[];
            fund: string;
        };
        /** @description What the command answers, as `--json` prints it on the command line. */
        BotsResult: {
            bots: {
                address: string;
                at: string;
                parent: string | null;
                queued: number;
                seq: number;
                state: string;
                status: string;
            }[];
            now: string;
        };
        /** @description A page of a bot’s turns. */
        BotTurns: {
            /** @description the first sequence number that the journal holds */
            earliest: number;
            /** @description may there be more on the side that was asked for? */
            more: boolean;
            /** @description where the next page goes on, as `after` where that was given, else as `before`; there may be one also when this one is not full: one page reads 32 MB. null at the end */
            next: number | null;
            /** @description oldest first */
            turns: components["schemas"]["TurnRow"][];
        };
        /** @description The statechart of a role. */
        Chart: {
            name: string;
            role: string;
            root: components["schemas"]["ChartState"];
            readonly transitions: components["schemas"]["ChartTransition"][];
            /** @description of the role’s machine; bots of another one have another chart */
            version: number;
        };
        /** @description One state of a statechart, with all below it. */
        ChartState: {
            readonly children: components["schemas"]["ChartState"][];
            /** @description what is true while a bot is here */
            description: string;
            /** @description actions on the way in */
            readonly entry: string[];
            /** @description actions on the way out */
            readonly exit: string[];
            history: ("shallow" | "deep") | null;
            /** @description path of a state, such as `planning.build`; empty for the root */
            id: string;
            /** @description states entered first; of a compound state */
            readonly initial: string[];
            /** @description ports that it asks */
            readonly invokes: {
                id: string;
                src: string;
            }[];
            /** @description its name among its siblings */
            key: string;
            /** @enum {string} */
            kind: "atomic" | "compound" | "parallel" | "final" | "history";
            readonly tags: string[];
        };
        /** @description One transition, or one branch of a guarded one. */
        ChartTransition: {
            readonly actions: string[];
            description: string;
            /** @description type of the event as the journal has it; empty for `always` */
            event: string;
            guard: string | null;
            /** @description `<source>#<event>#<n>` */
            id: string;
            /** @description the branch without a guard behind guarded ones */
            isOtherwise: boolean;
            /** @description for people, such as `after 5 s` */
            label: string;
            reenter: boolean;
            /** @description path of a state, such as `planning.build`; empty for the root */
            source: string;
            /** @description none: it stays where it is */
            readonly targets: string[];
            /** @enum {string} */
            trigger: "event" | "after" | "always" | "done" | "error" | "onDone";
        };
        /**
         * @description A crawler’s statement about data. Its claimHash is the EIP-712 struct hash of these fields.
         * @example {
         *       "fund": "0x000000000000000000000000000000000000a001",
         *       "round": 7,
         *       "schemaId": "amm-price/1",
         *       "sourceType": "amm-price",
         *       "sourceRef": "eip155:31337/0x000000000000000000000000000000000000A014@42:0x000000000000000000000000000000000000000000000000000000000000b02a",
         *       "selector": "price:0x000000000000000000000000000000000000a00b/0x000000000000000000000000000000000000A00a:60s",
         *       "extracted": "{\"spotWad\":\"1500000000000000000\"}",
         *       "extractedType": "amm-price/1",
         *       "timestamp": 1760000000,
         *       "responseHash": "0x000000000000000000000000000000000000000000000000000000000000b001",
         *       "evidenceType": "block",
         *       "evidenceURI": "eip155:31337/42",
         *       "crawler": "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
         *       "notes": ""
         *     }
         */
        Claim: {
            /** @description who claims it: the signer of the request */
            crawler: components["schemas"]["EvmAddress"];
            /** @description `none` when there is none */
            evidenceType: string;
            /** @description where the raw answer is kept; empty when nowhere */
            evidenceURI: string;
            /** @description what was read */
            extracted: string;
            /** @description type of `extracted`, for example `amm-price/1` or `text` */
            extractedType: string;
            /** @description the fund's vault */
            fund: components["schemas"]["EvmAddress"];
            /** @description empty when there are none */
            notes: string;
            /** @description keccak256 of the raw answer */
            responseHash: components["schemas"]["Hash"];
            /** @description data cycle of the fund: openRound of its status */
            round: number;
            /** @description what `extracted` means, for example `amm-price/1` */
            schemaId: string;
            /** @description what was taken from the source, for example a JSONPath */
            selector: string;
            /** @description a URL, or a pool and block; see source.ts */
            sourceRef: string;
            /**
             * @description amm-price can be reproduced by anyone with a node; manual by nobody
             * @enum {string}
             */
            sourceType: "amm-price" | "http-json" | "http-text" | "manual";
            /** @description when the data was true at the source */
            timestamp: number;
        };
        /**
         * @description A verifier’s verdict on a claim.
         * @example {
         *       "type": "claim.attest",
         *       "claimHash": "0xa6b17e32182585dcfb577a164f6c3e92c0397c96c559d2cbbeed30794d185945",
         *       "verdict": "PASS",
         *       "reason": "OK",
         *       "detail": "",
         *       "attestation": {
         *         "claimHash": "0xa6b17e32182585dcfb577a164f6c3e92c0397c96c559d2cbbeed30794d185945",
         *         "round": 7,
         *         "setEpoch": 1,
         *         "verifier": "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
         *         "expiresAt": 1760000900,
         *         "nonce": "91372049187234",
         *         "signature": "0x88cd466a1c4fdcfcf06259c57833fdab14fc767a2042751b0f2cccaf4889232956cfb2c7dd096e117c9a1b3d4134dce794507aa75e87f7e61379f3395a7a8a4b1c"
         *       }
         *     }
         */
        ClaimAttest: {
            /** @description with PASS; else null */
            attestation: components["schemas"]["ClaimAttestation"] | null;
            /** @description of the claim */
            claimHash: components["schemas"]["Hash"];
            /** @description for people */
            detail?: string;
            /**
             * @description OK with PASS, else why not
             * @enum {string}
             */
            reason: "OK" | "MISSING_FIELDS" | "INVALID_SCOPE" | "STALE_DATA" | "REPRODUCTION_FAILED" | "HASH_MISMATCH";
            /** @constant */
            type: "claim.attest";
            /**
             * @description only PASS carries a signature; NEED_MORE_EVIDENCE: it could not be found out
             * @enum {string}
             */
            verdict: "PASS" | "FAIL" | "NEED_MORE_EVIDENCE";
        };
        /**
         * @description A verifier’s EIP-712 signature over a claim, in the domain of the fund’s own book.
         * @example {
         *       "claimHash": "0xa6b17e32182585dcfb577a164f6c3e92c0397c96c559d2cbbeed30794d185945",
         *       "round": 7,
         *       "setEpoch": 1,
         *       "verifier": "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
         *       "expiresAt": 1760000900,
         *       "nonce": "91372049187234",
         *       "signature": "0x88cd466a1c4fdcfcf06259c57833fdab14fc767a2042751b0f2cccaf4889232956cfb2c7dd096e117c9a1b3d4134dce794507aa75e87f7e61379f3395a7a8a4b1c"
         *     }
         */
        ClaimAttestation: {
            claimHash: components["schemas"]["Hash"];
            /** @description Unix time in seconds after which the signature counts no more */
            expiresAt: number;
            /** @description single-use for this verifier and book, in any order, as a decimal string */
            nonce: components["schemas"]["Nonce"];
            round: number;
            /** @description the open set epoch; for a trade the one that it names */
            setEpoch: number;
            signature: components["schemas"]["Signature"];
            /** @description who signs: the signer of the request */
            verifier: components["schemas"]["EvmAddress"];
        };
        /** @description What the command answers, as `--json` prints it on the command line. */
        ClaimListResult: {
            claims: {
                /** @description who claims it, by name where it is known */
                by: string;
                claimHash: string;
                /** @description what is claimed */
                extracted: string;
                fundId: string;
                round: number;
                /** @enum {string} */
                state: "open" | "finalized" | "refused";
                /** @description weight that it needs */
                threshold: number;
                /** @description of the verifiers that reproduced it */
                weight: number;
            }[];
        };
        /** @description Claims, oldest first. */
        ClaimPage: {
            claims: components["schemas"]["ClaimRow"][];
            /** @description the cursor of the next page; null at the end */
            next: number | null;
        };
        /** @description A claim and what became of it. */
        ClaimRow: {
            /**
             * Format: date-time
             * @description ISO 8601
             */
            at: string;
            claim: components["schemas"]["Claim"];
            /** @description EIP-712 struct hash of the claim */
            claimHash: components["schemas"]["Hash"];
            /** @description who claimed it */
            crawler: components["schemas"]["EvmAddress"];
            /** @description why it ended as it did, for people; else empty */
            detail: string;
            /** @description data cycle of the fund */
            round: number;
            /** @description journal sequence of the fact that began it; lists go by it */
            seq: number;
            /** @enum {string} */
            status: "pending" | "finalized" | "refused";
            /** @description null before the first signature */
            tally: components["schemas"]["Tally"] | null;
        };
        /**
         * @description A crawler’s claim.
         * @example {
         *       "type": "claim.submit",
         *       "claim": {
         *         "fund": "0x000000000000000000000000000000000000a001",
         *         "round": 7,
         *         "schemaId": "amm-price/1",
         *         "sourceType": "amm-price",
         *         "sourceRef": "eip155:31337/0x000000000000000000000000000000000000A014@42:0x000000000000000000000000000000000000000000000000000000000000b02a",
         *         "selector": "price:0x000000000000000000000000000000000000a00b/0x000000000000000000000000000000000000A00a:60s",
         *         "extracted": "{\"spotWad\":\"1500000000000000000\"}",
         *         "extractedType": "amm-price/1",
         *         "timestamp": 1760000000,
         *         "responseHash": "0x000000000000000000000000000000000000000000000000000000000000b001",
         *         "evidenceType": "block",
         *         "evidenceURI": "eip155:31337/42",
         *         "crawler": "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
         *         "notes": ""
         *       }
         *     }
         */
        ClaimSubmit: {
            claim: components["schemas"]["Claim"];
            /** @constant */
            type: "claim.submit";
        };
        DeadLetterSettled: {
            bot: string;
            /** @enum {string} */
            how: "resent" | "dropped";
            seq: number;
            /** @description Its bot is quarantined: what was sent again waits for the release */
            waits: boolean;
            who: string;
        };
        /** @description What the command answers, as `--json` prints it on the command line. */
        DeadlettersListResult: {
            /** @description All there are; `letters` has the newest of them */
            count: number;
            letters: {
                at: string;
                bot: string;
                code: string;
                event: string;
                problem: string;
                seq: number;
            }[];
            now: string;
        };
        /** @description What the command answers, as `--json` prints it on the command line. */
        DeadlettersShowResult: {
            letter: {
                actor: string;
                at: string;
                cause: {
                    by: string;
                    /** @constant */
                    kind: "start";
                    requestId?: string;
                } | {
                    from: string;
                    id: string;
                    /** @constant */
                    kind: "message";
                } | {
                    askId?: string;
                    /** @constant */
                    kind: "external";
                    requestId?: string;
                    who?: string;
                } | {
                    generation: number;
                    id: string;
                    /** @constant */
                    kind: "timer";
                } | {
                    attempt: number;
                    id: string;
                    /** @constant */
                    kind: "effect";
                };
                code: string;
                event: {
                    type: string;
                } & {
                    [key: string]: unknown;
                };
                problem: string;
                seq: number;
            };
            now: string;
        };
        /** @description The rule that decided, in words that a person can check, and the figures that it looked at. */
        Decision: {
            /** @description in words */
            explanation: string;
            /** @description name and value of what it looked at */
            figures?: {
                [key: string]: string;
            };
            /**
             * @description the rule that decided
             * @enum {string}
             */
            rule: "momentum" | "mean-reversion" | "take-profit" | "stop-loss" | "time-stop" | "drawdown" | "no-signal" | "holding" | "cooldown" | "insufficient-data" | "insufficient-funds" | "asked";
        };
        /**
         * @description One signed request as a document, so that somebody else can carry it.
         * @example {
         *       "signer": "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
         *       "request": {
         *         "audience": "quorate:31337:0x000000000000000000000000000000000000a001",
         *         "method": "POST",
         *         "target": "/api/v1/funds/main/intents/attestations",
         *         "bodyHash": "0x206c5cf46644df1d60e8ad3dd1af589f08a014be83cb1577836e362f73287027",
         *         "timestamp": 1760000300,
         *         "nonce": "43"
         *       },
         *       "signature": "0x1907d85f5c43021474d0cc048cc7b5d725bde52d3c10ebcd1a2a274e2134aa9e6faed1be4cb5e7ac998f5ca68259cf324c1662d122bdb89807a172a2d54afc2b1b",
         *       "body": {
         *         "type": "intent.attest",
         *         "intentHash": "0x1f87f071413d2c264066f7ee1511a6d881c61f06fdce38b2c98d028c349f7661",
         *         "verdict": "PASS",
         *         "reason": "OK",
         *         "detail": "",
         *         "attestation": {
         *           "intentHash": "0x1f87f071413d2c264066f7ee1511a6d881c61f06fdce38b2c98d028c349f7661",
         *           "setEpoch": 1,
         *           "verifier": "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
         *           "expiresAt": 1760000900,
         *           "nonce": "91372049187234",
         *           "signature": "0x124a82d853a91aec2c266664053d36bb81a16563e4f2c2408a2955458693a93134da548bad33e4510f28a73423f838ba5b851ed550e88c8bb7f91ac728564fb21b"
         *         },
         *         "dryRun": "OK"
         *       }
         *     }
         */
        Envelope: {
            body: components["schemas"]["ClaimSubmit"] | components["schemas"]["ClaimAttest"] | components["schemas"]["SnapshotAttest"] | components["schemas"]["IntentPropose"] | components["schemas"]["IntentAttest"] | components["schemas"]["ExecutionReport"] | {
                /** @description what it is to be called */
                name: string;
                /**
                 * @description crawlers and strategies are named in the fund’s settings
                 * @constant
                 */
                role: "verifier";
                /** @description for people: who runs it, how to reach them */
                title?: string;
                /** @constant */
                type: "bot.register";
                /** @description the weight that it asks for; the fund’s people see it */
                weight: number;
            } | {
                botId: string;
                /** @constant */
                type: "bot.retire";
            };
            request: components["schemas"]["EnvelopeRequest"];
            signature: components["schemas"]["Signature"];
            signer: components["schemas"]["EvmAddress"];
        };
        EnvelopeBatch: {
            items: components["schemas"]["Envelope"][];
        };
        /** @description What a bot signs: the EIP-712 struct Request. */
        EnvelopeRequest: {
            /** @description which relayer: see envelopeAudience */
            audience: string;
            /** @description keccak256 of the canonical JSON of the body; of no bytes when there is none */
            bodyHash: components["schemas"]["Hash"];
            /**
             * @description as it is sent
             * @enum {string}
             */
            method: "GET" | "POST";
            nonce: components["schemas"]["Nonce"];
            /**
             * Format: starts_with
             * @description path with its query
             */
            target: string;
            /** @description Unix time in seconds; within 300 s of the relayer’s clock */
            timestamp: number;
        };
        /**
         * @description What was refused, why, and what to do.
         * @example {
         *       "error": {
         *         "code": "UNKNOWN_FUND",
         *         "message": "no fund mane",
         *         "hint": "list them: GET /api/v1/funds",
         *         "retryable": false,
         *         "details": {
         *           "fundId": "mane"
         *         }
         *       }
         *     }
         */
        Error: {
            error: {
                /** @description stable: decide by it. docs/errors.md lists all */
                code: string;
                /** @description the values that the message names */
                details: {
                    [key: string]: unknown;
                };
                /** @description the next thing to do, for people */
                hint: string;
                /** @description what happened, for people */
                message: string;
                /** @description may the same request succeed later, unchanged? */
                retryable: boolean;
            };
        };
        /**
         * @description Text as https://html.spec.whatwg.org/multipage/server-sent-events.html states it; `data` is JSON: `{ id, seq, at, actor, type, data }`.
         * @example id: 1042/0
         *     event: claim:attested
         *     data: {"id":"1042/0","seq":1042,"at":"2026-01-01T00:00:00.000Z","actor":"relayer:main","type":"claim.attested","data":{"fundId":"main"}}
         */
        EventStream: string;
        /**
         * @description An account on the chain: checksummed (EIP-55) or all lower case; hashed and answered checksummed.
         * @example 0x70997970C51812dc3A010C7d01b50e0d17dc79C8
         */
        EvmAddress: string;
        /** @description An approved trade, and what became of it. */
        Execution: {
            /**
             * Format: date-time
             * @description of the approval, ISO 8601
             */
            at: string;
            /** @description dry runs that an executor of this instance made; 0 where it lives elsewhere */
            attempts: number;
            /** @description of the execution */
            block: number | null;
            /** @description the address that the trade names: the vault */
            fund: components["schemas"]["EvmAddress"];
            fundId: string;
            intentHash: components["schemas"]["Hash"];
            /** @description of FAILED_RETRYABLE */
            nextAttemptAt: string | null;
            /** @description why the last attempt came to nothing; for people */
            problem: string | null;
            /** @description journal sequence of the approval; lists go by it */
            seq: number;
            /**
             * @description READY: approved, nobody has begun; RUNNING: in the executor’s hands; FAILED_RETRYABLE: waits for its next attempt; EXECUTED, FAILED_FINAL: over
             * @enum {string}
             */
            state: "READY" | "RUNNING" | "EXECUTED" | "FAILED_RETRYABLE" | "FAILED_FINAL";
            /** @description of the execution */
            txHash: components["schemas"]["Hash"] | null;
        };
        /** @description Executions, oldest first. */
        ExecutionPage: {
            executions: components["schemas"]["Execution"][];
            /** @description the cursor of the next page; null at the end */
            next: number | null;
        };
        /**
         * @description What became of a trade that the executor took on.
         * @example {
         *       "type": "execution.report",
         *       "intentHash": "0x1f87f071413d2c264066f7ee1511a6d881c61f06fdce38b2c98d028c349f7661",
         *       "outcome": "executed",
         *       "txHash": "0x000000000000000000000000000000000000000000000000000000000000b00a",
         *       "block": 42,
         *       "code": null,
         *       "detail": ""
         *     }
         */
        ExecutionReport: {
            /** @description of its receipt */
            block: number | null;
            /** @description the dry run that stopped it, when one did */
            code: ("OK" | "CORE_PAUSED" | "INTENT_NOT_FOUND" | "INTENT_NOT_APPROVED" | "INTENT_NOT_YET_VALID" | "INTENT_EXPIRED" | "INTENT_ALREADY_EXECUTED" | "INTENT_CANCELLED" | "EPOCH_CLOSED" | "QUORUM_LOST" | "SNAPSHOT_UNKNOWN" | "SNAPSHOT_STALE" | "MAX_NOTIONAL_EXCEEDED" | "SLIPPAGE_EXCEEDED" | "PRICE_DEVIATION" | "ADAPTER_DATA_MISMATCH" | "COOLDOWN" | "LOSS_LIMIT" | "VAULT_PAUSED" | "TOKEN_NOT_ALLOWED" | "ADAPTER_NOT_ALLOWED" | "QUOTE_BELOW_MIN" | "INSUFFICIENT_BALANCE" | "DAILY_NOTIONAL_EXCEEDED" | "PRICE_UNAVAILABLE" | "CHALLENGE_OPEN") | null;
            /** @description for people */
            detail: string;
            intentHash: components["schemas"]["Hash"];
            /**
             * @description executed needs txHash and block
             * @enum {string}
             */
            outcome: "executed" | "failed" | "dropped";
            /** @description of the execution */
            txHash: components["schemas"]["Hash"] | null;
            /** @constant */
            type: "execution.report";
        };
        /** @description What the command answers, as `--json` prints it on the command line. */
        ExecutorSweepResult: {
            fundId: string;
            /** @description the approved trade that it is at; null when there is none */
            intentHash: string | null;
            /** @description of the executor, after it was told */
            state: string;
        };
        /** @description The story of a trade or a transaction, as `explain --json` prints it. */
        ExplainResult: {
            asked: string;
            intent: {
                action: ("BUY" | "SELL") | null;
                /** @description by people; null where none was asked for */
                approval: {
                    /** @description the bound that it is over */
                    above: string;
                    approvalId: string;
                    /** @description why it ended unused; else empty */
                    detail: string;
                    /** @description persons */
                    quorum: number;
                    seq: number;
                    /** @enum {string} */
                    state: "pending" | "granted" | "used" | "rejected" | "expired" | "withdrawn";
                    /** @description of the trade, base units of the base asset */
                    value: string;
                    votes: {
                        by: string;
                        person: string;
                        reason: string;
                        seq: number;
                        /** @enum {string} */
                        verdict: "approve" | "reject";
                    }[];
                } | null;
                /** @description on chain, by the weight of its verifiers */
                approved: {
                    seq: number;
                    signers: string[];
                    txHash: string | null;
                } | null;
                /** @description the person who asked for it; null: the strategy’s rules decided */
                askedBy: string | null;
                claims: {
                    attestedWeight: number;
                    claimHash: string;
                    crawler: string;
                    crawlerName: string;
                    extracted: string;
                    opinions: {
                        detail: string;
                        name: string;
                        reason: string;
                        seq: number;
                        verdict: string;
                        verifier: string;
                        weight: number | null;
                    }[];
                    /** @enum {string} */
                    outcome: "final" | "refused" | "open";
                    seq: number;
                    sourceRef: string;
                    sourceType: string;
                    thresholdWeight: number | null;
                }[];
                /** @description of the strategy; null before it is proposed on chain */
                decision: {
                    explanation: string;
                    figures: {
                        [key: string]: string;
                    };
                    rule: string;
                } | null;
                dryRuns: {
                    block: number | null;
                    by: string;
                    code: string;
                    detail: string | null;
                    seq: number;
                }[];
                /** @description of one that was not executed */
                ending: {
                    code: string | null;
                    detail: string;
                    outcome: string;
                    seq: number;
                } | null;
                execution: {
                    amountIn: string;
                    amountOut: string;
                    block: number;
                    /** @description amountOut, likewise */
                    got: string;
                    /** @description amountIn in whole tokens, with its name; in base units where the fund is not known here */
                    paid: string;
                    seq: number;
                    txHash: string;
                } | null;
                fundId: string;
                intentHash: string;
                /** @enum {string} */
                outcome: "executed" | "approved" | "open" | "dropped" | "expired" | "refused" | "cancelled";
                /** @description on chain; null while it waits for people */
                proposed: {
                    seq: number;
                    txHash: string | null;
                } | null;
                reason: string | null;
                round: number | null;
                signatures: {
                    attestedWeight: number;
                    opinions: {
                        detail: string;
                        name: string;
                        reason: string;
                        seq: number;
                        verdict: string;
                        verifier: string;
                        weight: number | null;
                    }[];
                    thresholdWeight: number | null;
                };
                snapshot: {
                    attestedWeight: number;
                    block: number | null;
                    opinions: {
                        detail: string;
                        name: string;
                        reason: string;
                        seq: number;
                        verdict: string;
                        verifier: string;
                        weight: number | null;
                    }[];
                    root: string;
                    thresholdWeight: number | null;
                    txHash: string | null;
                } | null;
                /** @description null when its proposal is not in the journal that is read */
                trade: {
                    /** @enum {string} */
                    action: "BUY" | "SELL";
                    amountIn: string;
                    /** @description chain time, s */
                    deadline: number;
                    maxSlippageBps: number;
                    minAmountOut: string;
                    quoteAmountOut: string;
                    setEpoch: number;
                } | null;
            } | null;
            /** @enum {string} */
            kind: "intent" | "transaction";
            timeline: {
                actor: string;
                at: string;
                seq: number;
                text: string;
                /** @enum {string} */
                tone: "quiet" | "plain" | "good" | "bad";
                type: string;
            }[];
            transactions: {
                account: string;
                /** @description once it has its confirmations */
                block: number | null;
                label: string;
                /** @description of the newest turn that told of it */
                seq: number;
                txHash: string;
            }[];
        };
        /** @description A turn that was sought. */
        FoundTurn: {
            actor: string;
            at: string;
            cause: {
                by: string;
                /** @constant */
                kind: "start";
                requestId?: string;
            } | {
                from: string;
                id: string;
                /** @constant */
                kind: "message";
            } | {
                askId?: string;
                /** @constant */
                kind: "external";
                requestId?: string;
                who?: string;
            } | {
                generation: number;
                id: string;
                /** @constant */
                kind: "timer";
            } | {
                attempt: number;
                id: string;
                /** @constant */
                kind: "effect";
            };
            effects: string[];
            event: string;
            facts: {
                data: {
                    [key: string]: unknown;
                };
                id: string;
                type: string;
            }[];
            from: string | null;
            /** @description the fund of its bot; null: the swarm as a whole */
            fundId: string | null;
            messages: {
                event: string;
                to: string;
            }[];
            seq: number;
            /** @enum {string} */
            status: "active" | "done" | "error" | "stopped";
            timers: {
                dueAt: string;
                id: string;
            }[];
            to: string;
        };
        /** @description A fund: where it is, and what it needs. */
        Fund: {
            /** @description what bots put into the requests they sign: `quorate:<chain id>:<vault>` */
            audience: string;
            /** @description the asset that deposits, value and profit are counted in */
            base: components["schemas"]["Token"];
            chainId: number;
            /**
             * @description OFFCHAIN: the relayer counts claim signatures; ONCHAIN: the claim book does
             * @enum {string}
             */
            claimMode: "OFFCHAIN" | "ONCHAIN";
            /** @description its contracts by name: verifierSet, claimBook, snapshotBook, intentBook, core, vault, … */
            contracts: {
                [key: string]: components["schemas"]["EvmAddress"] | null;
            };
            /** @description the address that claims and trades name: the vault */
            fund: components["schemas"]["EvmAddress"];
            /** @description its name in paths */
            fundId: string;
            /** @description its name for people */
            name: string;
            thresholds: {
                /** @description weight that finalizes a claim */
                claim: number;
                /** @description weight that approves a trade */
                intent: number;
                /** @description weight that publishes a snapshot */
                snapshot: number;
            };
            /** @description the other side of every trade */
            traded: components["schemas"]["Token"];
        };
        /** @description What the command answers, as `--json` prints it on the command line. */
        FundCreateResult: components["schemas"]["FundReceipt"] | {
            balanceWei: string;
            chainId: number;
            /** @description Values of the chain that were compared with the settings afterwards; all the same */
            checked: number | null;
            contracts: {
                [key: string]: string | null;
            };
            core: string;
            /** @description At most, in a plan; else what the creator has less */
            costWei: string;
            creator: string;
            /** @enum {string} */
            did: "created" | "planned";
            factory: string;
            fundId: string;
            rpcUrl: string;
            /** @description In order; parts of a plan may travel together. `txHash` is null in a plan */
            transactions: {
                gas: string;
                label: string;
                txHash: string | null;
            }[];
            vault: string;
        };
        /** @description Claimed prices of the traded token, executed trades, and what the fund was worth. */
        FundHistory: {
            prices: {
                /**
                 * Format: date-time
                 * @description ISO 8601
                 */
                at: string;
                claimHash: string;
                /** @description who claimed it */
                crawler: string;
                round: number;
                /** @description journal sequence of the turn that told it */
                seq: number;
                /** @description base asset for a whole traded token, 18 decimals */
                spotWad: string;
                /** @enum {string} */
                status: "pending" | "finalized" | "refused";
                /** @description the same, time-weighted; null when the pool is too young */
                twapWad: string | null;
            }[];
            trades: {
                /** @enum {string} */
                action: "BUY" | "SELL";
                /** @description base units of what was given */
                amountIn: string;
                /** @description base units of what was taken */
                amountOut: string;
                /**
                 * Format: date-time
                 * @description ISO 8601
                 */
                at: string;
                block: number;
                intentHash: string;
                /** @description journal sequence of the turn that told it */
                seq: number;
                txHash: string;
            }[];
            worth: {
                /**
                 * Format: date-time
                 * @description ISO 8601
                 */
                at: string;
                /** @description base units of the base asset, may be negative */
                realisedProfit: string;
                round: number;
                /** @description journal sequence of the turn that told it */
                seq: number;
                /** @description of the whole fund, base units of the base asset */
                value: string;
            }[];
        };
        /** @description The funds that the caller may see. */
        FundList: {
            funds: components["schemas"]["Fund"][];
        };
        /** @description A fund whose bots run here now. */
        FundMade: {
            /** @description first deposit in base units of the base asset; null where there was none */
            amount: string | null;
            /** @description of the deposit */
            block: number | null;
            /** @enum {string} */
            did: "created" | "adopted";
            fund: components["schemas"]["Fund"];
            /** @description of the deposit */
            txHash: string | null;
        };
        /** @description What the contracts of a fund hold its trades to, and what of it is used up. */
        FundPolicy: {
            /**
             * Format: date-time
             * @description time of that block, ISO 8601
             */
            at: string;
            /** @description that it was read at */
            block: number;
            /** @description in which an approved trade may still be stopped */
            challengeDelayS: number | null;
            /** @description between two trades */
            cooldownS: number | null;
            /** @description most that the trades of 24 hours may be worth */
            dailyNotionalCap: string | null;
            /** @description when the last one was; null before the first */
            lastExecutedAt: string | null;
            /** @description what they are now */
            lossLevel: string;
            /** @description most that trades may lose against the time-weighted price before the core pauses */
            lossLimit: string | null;
            /** @description in which the losses are forgotten */
            lossWindowS: number | null;
            /** @description from when a trade may be executed to its deadline */
            maxIntentWindowS: number;
            /** @description most that one trade may be worth */
            maxNotional: string | null;
            /** @description that a trade may be worse than the time-weighted price */
            maxPriceDeviationBps: number | null;
            /** @description that a trade may give way from its quote */
            maxSlippageBps: number;
            /** @description of the data that a trade goes back to */
            maxSnapshotAgeS: number;
            /** @description what they are worth now */
            notionalSpent: string;
        };
        FundReceipt: {
            amount?: string;
            block: number | null;
            decimals?: number;
            /**
             * @description `announced` and `waiting` are of a change that the fund's contracts make only after a delay
             * @enum {string}
             */
            did: "created" | "adopted" | "deposited" | "withdrew" | "asked to deposit" | "asked to withdraw" | "claimed" | "paused" | "unpaused" | "announced" | "waiting";
            expiresAt?: string;
            fundId: string;
            /** @description ISO times between which a change that waits may be made */
            readyAt?: string;
            symbol?: string;
            txHash: string | null;
        };
        /** @description A fund as it stands. */
        FundStatus: {
            /** @description what bots put into the requests they sign: `quorate:<chain id>:<vault>` */
            audience: string;
            /** @description the asset that deposits, value and profit are counted in */
            base: components["schemas"]["Token"];
            chainId: number;
            /**
             * @description OFFCHAIN: the relayer counts claim signatures; ONCHAIN: the claim book does
             * @enum {string}
             */
            claimMode: "OFFCHAIN" | "ONCHAIN";
            /** @description its contracts by name: verifierSet, claimBook, snapshotBook, intentBook, core, vault, … */
            contracts: {
                [key: string]: components["schemas"]["EvmAddress"] | null;
            };
            /** @description the address that claims and trades name: the vault */
            fund: components["schemas"]["EvmAddress"];
            /** @description its name in paths */
            fundId: string;
            /** @description The price guard as its keeper sees it; null when no keeper is there */
            guard: {
                /** @description Why the keeper observes nothing; null when it does */
                heldBy: ("NO_GUARD" | "NO_SOURCE" | "NOT_KEEPER" | "GAS_SPENT") | null;
                /** @description Of the newest observation, in seconds; 0 if there is none */
                observedAt: number;
                /** @description Null before the first look, and for a fund whose limits name no guard */
                status: ("KNOWN" | "NO_SOURCE" | "TOO_FEW_OBSERVATIONS" | "STALE" | "THIN_RESERVES") | null;
                /** @description Worth of one whole traded token in base units of the base asset; 0 unless KNOWN */
                value: string;
            } | null;
            /** @description base asset that the vault holds, in base units; null until it was valued */
            idle: string | null;
            /** @description that its strategy and its people hold trades to */
            limits: {
                /** @description a trade worth more waits for a person; null: none does */
                approvalAboveValue: string | null;
                /** @description most that one purchase spends, base units */
                maxAmountIn: string;
                maxSlippageBps: number;
                /** @description a position that lost so much is sold */
                stopLossBps: number;
                /** @description a position that won so much is sold */
                takeProfitBps: number;
                /** @description a trade worth more waits for two */
                twoPersonsAboveValue: string | null;
            };
            /** @description its name for people */
            name: string;
            /** @description the round that takes claims or signatures now */
            openRound: number | null;
            /** @description paused on chain: nothing executes */
            paused: boolean;
            /** @description Of the traded token; null while flat */
            position: {
                costBasis: string;
                quantity: string;
            } | null;
            /** @description in base units of the base asset, may be negative; null until it was valued */
            realisedProfit: string | null;
            /** @description the newest round */
            round: number;
            /** @description the open set of verifiers, as the relayer read it last */
            setEpoch: number;
            /** @description of its bot */
            state: string;
            thresholds: {
                /** @description weight that finalizes a claim */
                claim: number;
                /** @description weight that approves a trade */
                intent: number;
                /** @description weight that publishes a snapshot */
                snapshot: number;
            };
            /** @description in base units of the base asset; null until it was valued */
            totalAssets: string | null;
            /** @description of the whole set */
            totalWeight: number;
            /** @description the other side of every trade */
            traded: components["schemas"]["Token"];
            verifiers: {
                address: components["schemas"]["EvmAddress"];
                name: string;
                weight: number;
            }[];
        };
        /** @description What the command answers, as `--json` prints it on the command line. */
        FundStatusResult: {
            funds: {
                /** @description Everyone else who acts for it: crawlers, strategy, relayer, executor, owner */
                accounts: {
                    address: string;
                    role: string;
                }[];
                /** @description The asset that deposits, value and profit are counted in */
                base: {
                    address: string;
                    decimals: number;
                    symbol: string;
                };
                core: string;
                fundId: string;
                /** @description The price guard as its keeper sees it; null when no keeper is there */
                guard: {
                    /** @description Why the keeper observes nothing; null when it does */
                    heldBy: ("NO_GUARD" | "NO_SOURCE" | "NOT_KEEPER" | "GAS_SPENT") | null;
                    /** @description Of the newest observation, in seconds; 0 if there is none */
                    observedAt: number;
                    /** @description Null before the first look, and for a fund whose limits name no guard */
                    status: ("KNOWN" | "NO_SOURCE" | "TOO_FEW_OBSERVATIONS" | "STALE" | "THIN_RESERVES") | null;
                    /** @description Worth of one whole traded token in base units of the base asset; 0 unless KNOWN */
                    value: string;
                } | null;
                idle: string | null;
                name: string;
                paused: boolean;
                /** @description Of the traded token; null while flat */
                position: {
                    costBasis: string;
                    quantity: string;
                } | null;
                realisedProfit: string | null;
                /** @description What the owner's account asked for and did not claim; null if that is nothing, or is not known */
                requests: {
                    depositClaimable: string;
                    depositPending: string;
                    /** @description From when the redemption may be taken in kind, in seconds; 0 without one */
                    inKindAt: number;
                    redeemClaimable: string;
                    redeemPending: string;
                } | null;
                round: number;
                /** @description The fund bot's state, for example `collecting` */
                state: string;
                thresholds: {
                    claim: number;
                    intent: number;
                    snapshot: number;
                    total: number;
                };
                totalAssets: string | null;
                /** @description The other side of every trade */
                traded: {
                    address: string;
                    decimals: number;
                    symbol: string;
                };
                vault: string;
                verifiers: {
                    address: string;
                    name: string;
                    weight: number;
                }[];
            }[];
        };
        /**
         * @description 32 bytes as 0x and 64 hex digits; hashed and answered in lower case.
         * @example 0xa6b17e32182585dcfb577a164f6c3e92c0397c96c559d2cbbeed30794d185945
         */
        Hash: string;
        /** @description What the command answers, as `--json` prints it on the command line. */
        IncidentListResult: {
            /** @description All there are; `incidents` has the newest of them */
            count: number;
            incidents: {
                acknowledged: {
                    by: string;
                    note: string;
                } | null;
                /**
                 * @description where the value stands to the threshold when it is breached
                 * @enum {string}
                 */
                breachedWhen: "at or above" | "below";
                /** @description looks that found the rule breached */
                breaches: number;
                /**
                 * @description what its rule says now
                 * @enum {string}
                 */
                condition: "breached" | "recovering" | "over";
                detail: string;
                /** @description how often it was told again */
                escalations: number;
                /** @description empty: of the swarm as a whole */
                fundId: string;
                id: string;
                /** @description of the last breach */
                lastAt: string;
                /** @description what its rule measures, for people */
                measures: string;
                /** @description when it is told again unless somebody takes it on */
                nextTold: string | null;
                /** @description of its fund, where its rule says so */
                pause: {
                    /** @description found: the fund was paused already */
                    how: ("sent" | "found") | null;
                    /** @enum {string} */
                    state: "under way" | "paused" | "refused" | "given up";
                    txHash: string | null;
                } | null;
                raisedAt: string;
                resolution: {
                    by: string;
                    /** @enum {string} */
                    how: "person" | "healthy";
                    note: string;
                } | null;
                /** @enum {string} */
                rule: "stuck-intent" | "quorum-missing" | "verifier-silent" | "loss-bucket" | "price-deviation" | "nonce-drift" | "low-balance" | "chain-lagging" | "bots-quarantined";
                /** @enum {string} */
                severity: "notice" | "warning" | "critical";
                /** @enum {string} */
                state: "open" | "acknowledged" | "resolved";
                subject: string;
                threshold: number;
                /** @description of value and threshold */
                unit: string;
                /** @description of the last breach */
                value: number;
            }[];
            now: string;
        };
        IncidentShown: {
            incident: {
                acknowledged: {
                    by: string;
                    note: string;
                } | null;
                /**
                 * @description where the value stands to the threshold when it is breached
                 * @enum {string}
                 */
                breachedWhen: "at or above" | "below";
                /** @description looks that found the rule breached */
                breaches: number;
                /**
                 * @description what its rule says now
                 * @enum {string}
                 */
                condition: "breached" | "recovering" | "over";
                detail: string;
                /** @description how often it was told again */
                escalations: number;
                /** @description empty: of the swarm as a whole */
                fundId: string;
                id: string;
                /** @description of the last breach */
                lastAt: string;
                /** @description what its rule measures, for people */
                measures: string;
                /** @description when it is told again unless somebody takes it on */
                nextTold: string | null;
                /** @description of its fund, where its rule says so */
                pause: {
                    /** @description found: the fund was paused already */
                    how: ("sent" | "found") | null;
                    /** @enum {string} */
                    state: "under way" | "paused" | "refused" | "given up";
                    txHash: string | null;
                } | null;
                raisedAt: string;
                resolution: {
                    by: string;
                    /** @enum {string} */
                    how: "person" | "healthy";
                    note: string;
                } | null;
                /** @enum {string} */
                rule: "stuck-intent" | "quorum-missing" | "verifier-silent" | "loss-bucket" | "price-deviation" | "nonce-drift" | "low-balance" | "chain-lagging" | "bots-quarantined";
                /** @enum {string} */
                severity: "notice" | "warning" | "critical";
                /** @enum {string} */
                state: "open" | "acknowledged" | "resolved";
                subject: string;
                threshold: number;
                /** @description of value and threshold */
                unit: string;
                /** @description of the last breach */
                value: number;
            };
            now: string;
        };
        /**
         * @description A proposed trade; every field is signed. Its intentHash is the EIP-712 struct hash of these fields, action as uint8: BUY 0, SELL 1.
         * @example {
         *       "fund": "0x000000000000000000000000000000000000a001",
         *       "setEpoch": 1,
         *       "action": "BUY",
         *       "tokenIn": "0x000000000000000000000000000000000000A00a",
         *       "tokenOut": "0x000000000000000000000000000000000000a00b",
         *       "amountIn": "1000000000",
         *       "minAmountOut": "490000000000000000",
         *       "quoteAmountOut": "500000000000000000",
         *       "maxSlippageBps": 200,
         *       "validAfter": 1760000000,
         *       "deadline": 1760000600,
         *       "snapshotRoot": "0x000000000000000000000000000000000000000000000000000000000000b002",
         *       "round": 7,
         *       "adapter": "0x000000000000000000000000000000000000a01e",
         *       "adapterDataHash": "0xa66cc928b5edb82af9bd49922954155ab7b0942694bea4ce44661d9a8736c688",
         *       "nonce": "1"
         *     }
         */
        Intent: {
            /**
             * @description BUY: base asset into the traded token; SELL: back
             * @enum {string}
             */
            action: "BUY" | "SELL";
            /** @description contract of the venue */
            adapter: components["schemas"]["EvmAddress"];
            /** @description keccak256 of the adapter data */
            adapterDataHash: components["schemas"]["Hash"];
            /** @description in base units of tokenIn */
            amountIn: components["schemas"]["Amount"];
            /** @description Unix time in seconds after which it may not execute */
            deadline: number;
            /** @description the fund's vault */
            fund: components["schemas"]["EvmAddress"];
            /** @description basis points that minAmountOut may be below the quote: 100 are 1 % */
            maxSlippageBps: number;
            /** @description in base units of tokenOut; less reverts */
            minAmountOut: components["schemas"]["Amount"];
            nonce: components["schemas"]["Nonce"];
            /** @description what the venue quoted, in base units of tokenOut */
            quoteAmountOut: components["schemas"]["Amount"];
            /** @description round of that snapshot */
            round: number;
            /** @description the set epoch whose verifiers may sign it */
            setEpoch: number;
            /** @description root of the snapshot that it is based on */
            snapshotRoot: components["schemas"]["Hash"];
            /** @description what the vault spends */
            tokenIn: components["schemas"]["EvmAddress"];
            /** @description what the vault receives */
            tokenOut: components["schemas"]["EvmAddress"];
            /** @description Unix time in seconds from which it may execute */
            validAfter: number;
        };
        /**
         * @description A verifier’s verdict on a trade.
         * @example {
         *       "type": "intent.attest",
         *       "intentHash": "0x1f87f071413d2c264066f7ee1511a6d881c61f06fdce38b2c98d028c349f7661",
         *       "verdict": "PASS",
         *       "reason": "OK",
         *       "detail": "",
         *       "attestation": {
         *         "intentHash": "0x1f87f071413d2c264066f7ee1511a6d881c61f06fdce38b2c98d028c349f7661",
         *         "setEpoch": 1,
         *         "verifier": "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
         *         "expiresAt": 1760000900,
         *         "nonce": "91372049187234",
         *         "signature": "0x124a82d853a91aec2c266664053d36bb81a16563e4f2c2408a2955458693a93134da548bad33e4510f28a73423f838ba5b851ed550e88c8bb7f91ac728564fb21b"
         *       },
         *       "dryRun": "OK"
         *     }
         */
        IntentAttest: {
            /** @description with PASS; else null */
            attestation: components["schemas"]["IntentAttestation"] | null;
            /** @description for people */
            detail?: string;
            /** @description what the contract's dry run said; null when it was not reached */
            dryRun: ("OK" | "CORE_PAUSED" | "INTENT_NOT_FOUND" | "INTENT_NOT_APPROVED" | "INTENT_NOT_YET_VALID" | "INTENT_EXPIRED" | "INTENT_ALREADY_EXECUTED" | "INTENT_CANCELLED" | "EPOCH_CLOSED" | "QUORUM_LOST" | "SNAPSHOT_UNKNOWN" | "SNAPSHOT_STALE" | "MAX_NOTIONAL_EXCEEDED" | "SLIPPAGE_EXCEEDED" | "PRICE_DEVIATION" | "ADAPTER_DATA_MISMATCH" | "COOLDOWN" | "LOSS_LIMIT" | "VAULT_PAUSED" | "TOKEN_NOT_ALLOWED" | "ADAPTER_NOT_ALLOWED" | "QUOTE_BELOW_MIN" | "INSUFFICIENT_BALANCE" | "DAILY_NOTIONAL_EXCEEDED" | "PRICE_UNAVAILABLE" | "CHALLENGE_OPEN") | null;
            /** @description of the trade */
            intentHash: components["schemas"]["Hash"];
            /**
             * @description OK with PASS, else why not: a reason of its own, or what the contract’s dry run said
             * @enum {string}
             */
            reason: "OK" | "MISSING_FIELDS" | "INVALID_SCOPE" | "STALE_DATA" | "REPRODUCTION_FAILED" | "HASH_MISMATCH" | "CORE_PAUSED" | "INTENT_NOT_FOUND" | "INTENT_NOT_APPROVED" | "INTENT_NOT_YET_VALID" | "INTENT_EXPIRED" | "INTENT_ALREADY_EXECUTED" | "INTENT_CANCELLED" | "EPOCH_CLOSED" | "QUORUM_LOST" | "SNAPSHOT_UNKNOWN" | "SNAPSHOT_STALE" | "MAX_NOTIONAL_EXCEEDED" | "SLIPPAGE_EXCEEDED" | "PRICE_DEVIATION" | "ADAPTER_DATA_MISMATCH" | "COOLDOWN" | "LOSS_LIMIT" | "VAULT_PAUSED" | "TOKEN_NOT_ALLOWED" | "ADAPTER_NOT_ALLOWED" | "QUOTE_BELOW_MIN" | "INSUFFICIENT_BALANCE" | "DAILY_NOTIONAL_EXCEEDED" | "PRICE_UNAVAILABLE" | "CHALLENGE_OPEN" | "LIMIT_EXCEEDED" | "QUOTE_DISAGREES";
            /** @constant */
            type: "intent.attest";
            /**
             * @description only PASS carries a signature; NEED_MORE_EVIDENCE: it could not be found out
             * @enum {string}
             */
            verdict: "PASS" | "FAIL" | "NEED_MORE_EVIDENCE";
        };
        /**
         * @description A verifier’s EIP-712 signature over a trade, in the domain of the fund’s own book.
         * @example {
         *       "intentHash": "0x1f87f071413d2c264066f7ee1511a6d881c61f06fdce38b2c98d028c349f7661",
         *       "setEpoch": 1,
         *       "verifier": "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
         *       "expiresAt": 1760000900,
         *       "nonce": "91372049187234",
         *       "signature": "0x124a82d853a91aec2c266664053d36bb81a16563e4f2c2408a2955458693a93134da548bad33e4510f28a73423f838ba5b851ed550e88c8bb7f91ac728564fb21b"
         *     }
         */
        IntentAttestation: {
            /** @description Unix time in seconds after which the signature counts no more */
            expiresAt: number;
            intentHash: components["schemas"]["Hash"];
            /** @description single-use for this verifier and book, in any order, as a decimal string */
            nonce: components["schemas"]["Nonce"];
            /** @description the open set epoch; for a trade the one that it names */
            setEpoch: number;
            signature: components["schemas"]["Signature"];
            /** @description who signs: the signer of the request */
            verifier: components["schemas"]["EvmAddress"];
        };
        /** @description What the command answers, as `--json` prints it on the command line. */
        IntentListResult: {
            /** @description All there are; `intents` has the newest of them */
            count: number;
            intents: {
                /** @description ISO 8601: of its last turn */
                at: string;
                /** @description why it was given up; empty where it was not */
                ending: string;
                fundId: string;
                intentHash: string;
                /** @description of its bot, such as open.awaitingQuorum */
                state: string;
                /** @description weight that it needs */
                threshold: number;
                /** @description of its execution */
                txHash: string | null;
                /** @description of the verifiers that signed it */
                weight: number;
                /** @description what is traded */
                words: string;
            }[];
            now: string;
        };
        /** @description Trades, oldest first. */
        IntentPage: {
            intents: components["schemas"]["IntentRow"][];
            /** @description the cursor of the next page; null at the end */
            next: number | null;
        };
        /**
         * @description A trade that the strategy has proposed on chain, and why.
         * @example {
         *       "type": "intent.propose",
         *       "intent": {
         *         "fund": "0x000000000000000000000000000000000000a001",
         *         "setEpoch": 1,
         *         "action": "BUY",
         *         "tokenIn": "0x000000000000000000000000000000000000A00a",
         *         "tokenOut": "0x000000000000000000000000000000000000a00b",
         *         "amountIn": "1000000000",
         *         "minAmountOut": "490000000000000000",
         *         "quoteAmountOut": "500000000000000000",
         *         "maxSlippageBps": 200,
         *         "validAfter": 1760000000,
         *         "deadline": 1760000600,
         *         "snapshotRoot": "0x000000000000000000000000000000000000000000000000000000000000b002",
         *         "round": 7,
         *         "adapter": "0x000000000000000000000000000000000000a01e",
         *         "adapterDataHash": "0xa66cc928b5edb82af9bd49922954155ab7b0942694bea4ce44661d9a8736c688",
         *         "nonce": "1"
         *       },
         *       "adapterData": "0x0000000000000000000000000000000000000000000000000000000000000007",
         *       "reason": "momentum of 45 bps over 3 rounds",
         *       "decision": {
         *         "rule": "momentum",
         *         "explanation": "the price rose by 45 bps over 3 rounds; the threshold is 20",
         *         "figures": {
         *           "changeBps": "45",
         *           "thresholdBps": "20"
         *         }
         *       },
         *       "proposeTxHash": "0x000000000000000000000000000000000000000000000000000000000000b009"
         *     }
         */
        IntentPropose: {
            adapterData: components["schemas"]["AdapterData"];
            /** @description the person who asked for it; absent: the strategy’s rules decided */
            asked?: components["schemas"]["TradeAsker"];
            decision: components["schemas"]["Decision"];
            intent: components["schemas"]["Intent"];
            /** @description transaction that proposed it on chain; null: it waits for people’s approval before it goes there */
            proposeTxHash: components["schemas"]["Hash"] | null;
            /** @description for people; not signed */
            reason: string;
            /** @constant */
            type: "intent.propose";
        };
        /** @description A trade and what became of it. */
        IntentRow: {
            /**
             * Format: date-time
             * @description ISO 8601
             */
            at: string;
            /** @description of its execution */
            block: number | null;
            /** @description why it ended as it did, for people; else empty */
            detail: string;
            intent: components["schemas"]["Intent"];
            /** @description EIP-712 struct hash of the trade */
            intentHash: components["schemas"]["Hash"];
            /** @description of the strategy, for people */
            reason: string;
            /** @description data cycle of the fund */
            round: number;
            /** @description journal sequence of the fact that began it; lists go by it */
            seq: number;
            /** @enum {string} */
            status: "awaitingApproval" | "cleared" | "proposed" | "approved" | "executed" | "dropped" | "expired" | "refused" | "cancelled";
            /** @description null before the first signature */
            tally: components["schemas"]["Tally"] | null;
            /** @description newest transaction that was told of it */
            txHash: components["schemas"]["Hash"] | null;
        };
        /** @description What the command answers, as `--json` prints it on the command line. */
        JournalCompactResult: {
            /** @description Segments that went into the archive */
            archived: string[];
            /**
             * @description Did the daemon do it, or this command, on the files?
             * @enum {string}
             */
            by: "daemon" | "here";
            /** @description The base segment stands for all records through this one */
            through: number;
        };
        /** @description What the command answers, as `--json` prints it on the command line. */
        LinkCodeResult: {
            /** @description Told this once; null to whoever asks again */
            code: string | null;
            funds: "all" | string[];
            minutes: number;
            person: string;
            role: string;
            /** @description another role in single funds; absent: the same everywhere */
            roles?: {
                fund: string;
                role: string;
            }[];
        };
        /** @description What the command answers, as `--json` prints it on the command line. */
        LinkEndResult: {
            /** @constant */
            ended: true;
            id: string;
        };
        /** @description What the command answers, as `--json` prints it on the command line. */
        LinkListResult: {
            links: {
                by: string;
                /** @description ISO 8601; null when it is over */
                expiresAt: string | null;
                funds: string;
                id: string;
                messenger: string;
                person: string;
                role: string;
                /** @description another role in single funds; absent: the same everywhere */
                roles?: {
                    fund: string;
                    role: string;
                }[];
                state: string;
                user: string;
                workspace: string;
            }[];
        };
        /** @description What the command answers, as `--json` prints it on the command line. */
        LinkResult: {
            funds: string;
            id: string;
            /** @description all of it in words, such as viewer of all funds, approver of main */
            may: string;
            person: string;
            role: string;
        };
        /** @description The caller, and what it may do. */
        Me: {
            /** @description what it may do beside commands, as docs/permissions.md names it */
            actions: string[];
            /** @description what it may ask for: POST /api/v1/commands/{name} */
            commands: string[];
            /** @description when it has to sign in again, or needs another key; null where it never does */
            expiresAt: string | null;
            /** @description names of the funds that there are for it */
            funds: string[];
            /** @description who is behind it; null where nobody is known */
            person: string | null;
            /** @description as the audit log names it */
            principal: string;
            /** @description viewer, operator, approver or admin */
            role: string;
        };
        /** @description What happened in the funds that the caller may see. */
        Metrics: {
            /** @description by name of the fund */
            funds: {
                [key: string]: {
                    /** @description verdicts of verifiers, of every kind */
                    attestations: number;
                    /** @description submitted */
                    claims: number;
                    /** @description submissions answered 409 */
                    duplicates: number;
                    /** @description trades that the chain executed */
                    executions: number;
                    /** @description transactions signed to be sent by the fund’s accounts */
                    onchainSubmissions: number;
                    /** @description claims, snapshots and intents with a quorum */
                    thresholdsMet: number;
                };
            };
            /** @description of all these funds */
            total: {
                /** @description verdicts of verifiers, of every kind */
                attestations: number;
                /** @description submitted */
                claims: number;
                /** @description submissions answered 409 */
                duplicates: number;
                /** @description trades that the chain executed */
                executions: number;
                /** @description transactions signed to be sent by the fund’s accounts */
                onchainSubmissions: number;
                /** @description claims, snapshots and intents with a quorum */
                thresholdsMet: number;
            };
        };
        /** @description A bot as it stood at a moment of the journal. */
        Moment: {
            address: string;
            /** @description ISO 8601, of that turn */
            at: string;
            context: unknown;
            /** @description what the turn changed, such as `context.cash`, at most 100; without `before` it is new, without `after` gone. null: what was before is not held any more */
            differences: {
                after?: unknown;
                before?: unknown;
                path: string;
            }[] | null;
            /** @description asked for and not answered */
            effects: {
                id: string;
                input: unknown;
                /** @enum {string} */
                kind: "read" | "act";
                port: string;
            }[];
            /** @description what the turn took, whole */
            event: ({
                type: string;
            } & {
                [key: string]: unknown;
            }) | null;
            incarnation: number;
            /** @description acts whose state was left before they answered: their results still come */
            late: {
                id: string;
                input: unknown;
                /** @enum {string} */
                kind: "read" | "act";
                port: string;
            }[];
            /** @description of a bot that has finished with one */
            output?: unknown;
            /** @description the turn before it; null: there is none, or it is not held any more */
            previous: number | null;
            /** @description the moment: as asked for, or the last record where that is still to come */
            seq: number;
            /** @description the bot’s last turn up to then */
            since: number;
            /** @enum {string} */
            status: "active" | "done" | "error" | "stopped";
            timers: {
                dueAt: string;
                id: string;
            }[];
            /** @description null: its record is not held any more, and the state is as the journal’s base has it */
            turn: components["schemas"]["TurnRow"] | null;
            /** @description the state, as XState writes it */
            value: unknown;
            /** @description of its role */
            version: number;
        };
        /** @description What the command answers, as `--json` prints it on the command line. */
        MonitorStatusResult: {
            monitors: {
                /** @description why the last look failed as a whole */
                blindBy: string | null;
                /** @description newest that it saw */
                block: number | null;
                everyS: number;
                /** @description empty: the swarm as a whole */
                fundId: string;
                id: string;
                /** @description those that did not end */
                incidents: string[];
                /** @description ISO 8601; null before the first look */
                lookedAt: string | null;
                rules: {
                    /**
                     * @description where the value stands to the threshold when it is breached
                     * @enum {string}
                     */
                    breachedWhen: "at or above" | "below";
                    detail: string;
                    /** @description what its rule measures, for people */
                    measures: string;
                    /** @enum {string} */
                    rule: "stuck-intent" | "quorum-missing" | "verifier-silent" | "loss-bucket" | "price-deviation" | "nonce-drift" | "low-balance" | "chain-lagging" | "bots-quarantined";
                    /** @enum {string} */
                    state: "healthy" | "breached" | "blind";
                    subject: string;
                    threshold: number;
                    /** @description of value and threshold */
                    unit: string;
                    /** @description the worst; null: the rule does not apply, or could not be measured */
                    value: number | null;
                }[];
            }[];
            now: string;
        };
        /**
         * @description A single-use number below 2^256 as a decimal string without leading zeros; in any order, so a random one is fine.
         * @example 91372049187234
         */
        Nonce: string;
        /** @description A trade, what became of it, and whether it is still open. */
        OpenIntentRow: {
            /**
             * Format: date-time
             * @description ISO 8601
             */
            at: string;
            /** @description of its execution */
            block: number | null;
            /** @description why it ended as it did, for people; else empty */
            detail: string;
            intent: components["schemas"]["Intent"];
            /** @description EIP-712 struct hash of the trade */
            intentHash: components["schemas"]["Hash"];
            /** @description are verdicts still taken? */
            isOpen: boolean;
            /** @description of the strategy, for people */
            reason: string;
            /** @description data cycle of the fund */
            round: number;
            /** @description journal sequence of the fact that began it; lists go by it */
            seq: number;
            /** @enum {string} */
            status: "awaitingApproval" | "cleared" | "proposed" | "approved" | "executed" | "dropped" | "expired" | "refused" | "cancelled";
            /** @description null before the first signature */
            tally: components["schemas"]["Tally"] | null;
            /** @description newest transaction that was told of it */
            txHash: components["schemas"]["Hash"] | null;
        };
        /** @description What a picture that goes with an answer shows: a bot’s statechart at a moment. */
        PictureShown: {
            /** @description address of the bot whose statechart it is */
            bot: string;
            /** @description its last turn then */
            seq: number;
            /** @description the state after that turn, as XState writes it */
            value: unknown;
        };
        /** @description What the daemon needs for its work, and how it stands. */
        Readiness: {
            /** @description by name: journal, lists, chain, head, swarm, bots */
            checks: {
                [key: string]: {
                    /** @description for people */
                    detail: string;
                    /** @description without it nothing can be done here */
                    needed: boolean;
                    ok: boolean;
                };
            };
            /** @description names of the checks that fail, also of those that are not needed */
            failing: string[];
            /** @description are all of those well that are needed? */
            ready: boolean;
        };
        /** @description One item that was refused. */
        RefusedItem: {
            error: {
                /** @description stable: decide by it. docs/errors.md lists all */
                code: string;
                /** @description the values that the message names */
                details: {
                    [key: string]: unknown;
                };
                /** @description the next thing to do, for people */
                hint: string;
                /** @description what happened, for people */
                message: string;
                /** @description may the same request succeed later, unchanged? */
                retryable: boolean;
            };
            /** @description as one request would have been answered */
            status: number;
        };
        RegistrationReceipt: {
            bot: {
                address: string;
                botId: string;
                /** @description who decided last; empty before */
                by: string;
                /** @description ISO 8601 */
                changedAt: string;
                name: string;
                reason: string;
                /** @constant */
                role: "verifier";
                /** @description the first set epoch with it; null before */
                setEpoch: number | null;
                /**
                 * @description its signatures count in active and leaving, and nowhere else
                 * @enum {string}
                 */
                state: "requested" | "joining" | "held" | "active" | "leaving" | "revoking" | "insisting" | "refused" | "expired" | "retired" | "revoked";
                title: string;
                /** @description why it is held; empty when it is not */
                trouble: string;
                /** @description that it asked for, and has once it is active */
                weight: number;
            };
            fund: string;
        };
        /** @description What the contracts would say of a trade now. */
        Rehearsal: {
            /** @description that it was tried on */
            block: number;
            /** @description the first check that would stop it; null: it cannot even be proposed */
            code: ("OK" | "CORE_PAUSED" | "INTENT_NOT_FOUND" | "INTENT_NOT_APPROVED" | "INTENT_NOT_YET_VALID" | "INTENT_EXPIRED" | "INTENT_ALREADY_EXECUTED" | "INTENT_CANCELLED" | "EPOCH_CLOSED" | "QUORUM_LOST" | "SNAPSHOT_UNKNOWN" | "SNAPSHOT_STALE" | "MAX_NOTIONAL_EXCEEDED" | "SLIPPAGE_EXCEEDED" | "PRICE_DEVIATION" | "ADAPTER_DATA_MISMATCH" | "COOLDOWN" | "LOSS_LIMIT" | "VAULT_PAUSED" | "TOKEN_NOT_ALLOWED" | "ADAPTER_NOT_ALLOWED" | "QUOTE_BELOW_MIN" | "INSUFFICIENT_BALANCE" | "DAILY_NOTIONAL_EXCEEDED" | "PRICE_UNAVAILABLE" | "CHALLENGE_OPEN") | null;
            /** @description the same for people */
            detail: string;
            /** @description does it only wait, and pass by itself in time? */
            waits: boolean;
        };
        /** @description What the relayer said to something signed. */
        RelayAnswer: {
            /** @description weight of the verifiers that signed it */
            attestedWeight?: number;
            /** @description of a registration: its id within the fund */
            botId?: string;
            /** @description for people */
            detail: string;
            /** @description has it reached its threshold? */
            finalized?: boolean;
            /**
             * @description where claims of this fund are finalized
             * @enum {string}
             */
            mode?: "OFFCHAIN" | "ONCHAIN";
            /** @description as the HTTP status */
            status: number;
            /** @description weight that it needs */
            thresholdWeight?: number;
            /** @description weight of the whole set */
            totalWeight?: number;
        };
        /** @description What the command answers, as `--json` prints it on the command line. */
        ReleaseResult: {
            bot: string;
            /** @description False: it was not quarantined */
            released: boolean;
            /** @description Events that waited for this */
            waiting: number;
            who: string;
        };
        /** @description What something that was said is answered with. */
        Reply: {
            /** @description what may be answered; none: anything, or nothing is asked */
            choices: {
                label: string;
                /** @description what to say */
                value: string;
            }[];
            /** @description wire name of the command that it is about */
            command: string | null;
            conversation: {
                id: string;
                /** @description an answer to this question names it */
                revision: number;
            };
            error: {
                code: string;
                details: {
                    [key: string]: unknown;
                };
                hint: string;
                message: string;
                retryable: boolean;
            } | null;
            /**
             * @description done: a command answered; refused: the line or its command was refused; asks, sure: an answer is waited for; said: words only
             * @enum {string}
             */
            kind: "done" | "refused" | "asks" | "sure" | "said";
            /** @description of a question that was put before: that it waits still, or made room for this one; the text ends with it. Empty: none */
            note: string;
            /** @description what a picture beside it would show; null: there is none */
            picture: components["schemas"]["PictureShown"] | null;
            /** @description what the command answered, as `--json` prints it; null where it answered nothing */
            result: unknown;
            /** @description for people; lines, without colours */
            text: string;
        };
        /** @description What the command answers, as `--json` prints it on the command line. */
        RestartResult: {
            bot: string;
            incarnation: number;
            who: string;
        };
        /** @description A line that is said in a conversation. */
        Said: {
            /**
             * @description your name for what is being talked about: a question and its answer have the same one
             * @default main
             */
            conversation: string;
            /** @description a command with its arguments, or the answer to a question, as a person types it */
            line: string;
            /** @description of the question that this answers; another one is refused (`QUESTION_OVER`) */
            revision?: number;
        };
        Schedule: {
            by: string;
            cron: string;
            fund: string;
            missed: string;
            missedRuns: number;
            name: string;
            /** @description ISO 8601; null when it is over, or was not looked up yet */
            next: string | null;
            runs: number;
            state: string;
            what: string;
        };
        /** @description What the command answers, as `--json` prints it on the command line. */
        ScheduleListResult: {
            schedules: components["schemas"]["Schedule"][];
        };
        /** @description What the command answers, as `--json` prints it on the command line. */
        SessionListResult: {
            sessions: {
                /** @description ISO 8601; null when it is over */
                expiresAt: string | null;
                funds: string;
                how: string;
                id: string;
                person: string;
                role: string;
                state: string;
                subject: string;
            }[];
        };
        /** @description What the command answers, as `--json` prints it on the command line. */
        SessionOpenResult: {
            person: string;
            role: string;
            /** @description Told this once; null to whoever asks again */
            url: string | null;
        };
        /** @description What the command answers, as `--json` prints it on the command line. */
        SessionRevokeResult: {
            id: string;
            state: string;
        };
        /** @description What the command answers, as `--json` prints it on the command line. */
        ShowResult: {
            bot: {
                address: string;
                at: string;
                context: unknown;
                effects: {
                    attempt: number;
                    id: string;
                    port: string;
                    since: string;
                }[];
                incarnation: number;
                parent: string | null;
                /** @description why it cannot go on */
                quarantine?: {
                    code: string;
                    details?: {
                        [key: string]: unknown;
                    };
                    message: string;
                    retryable: boolean;
                };
                queued: number;
                /** @description when it begins again from its input, and after what */
                restart?: {
                    dueAt: string;
                    failure: {
                        code: string;
                        details?: {
                            [key: string]: unknown;
                        };
                        message: string;
                        retryable: boolean;
                    };
                };
                role: string;
                seq: number;
                /** @enum {string} */
                status: "active" | "done" | "error" | "stopped" | "quarantined";
                timers: {
                    dueAt: string;
                    id: string;
                }[];
                /** @description the state, as XState writes it */
                value: unknown;
                version: number;
            };
            now: string;
            turns: {
                actor: string;
                at: string;
                cause: {
                    by: string;
                    /** @constant */
                    kind: "start";
                    requestId?: string;
                } | {
                    from: string;
                    id: string;
                    /** @constant */
                    kind: "message";
                } | {
                    askId?: string;
                    /** @constant */
                    kind: "external";
                    requestId?: string;
                    who?: string;
                } | {
                    generation: number;
                    id: string;
                    /** @constant */
                    kind: "timer";
                } | {
                    attempt: number;
                    id: string;
                    /** @constant */
                    kind: "effect";
                };
                effects: string[];
                event: string;
                facts: {
                    data: {
                        [key: string]: unknown;
                    };
                    id: string;
                    type: string;
                }[];
                from: string | null;
                messages: {
                    event: string;
                    to: string;
                }[];
                seq: number;
                /** @enum {string} */
                status: "active" | "done" | "error" | "stopped";
                timers: {
                    dueAt: string;
                    id: string;
                }[];
                to: string;
            }[];
        };
        /**
         * @description 65 bytes (r, s, v with v 27 or 28; low s) in lower-case hex; more bytes only from a contract that verifies signatures (ERC-1271).
         * @example 0xe6ee3ae6e48a183be0571c820a6fac7cafa60eba26feb1bb2375c2ac6a74c9ed70ae308770b90e2a6c4cdfafc7f3af092d371226d3f35c1ce26e1f32b31209811b
         */
        Signature: string;
        /** @description The data of a round that a quorum of verifiers stands behind. */
        Snapshot: {
            /**
             * Format: date-time
             * @description ISO 8601
             */
            at: string;
            /** @description of its publication */
            block: number;
            claimHashes: components["schemas"]["Hash"][];
            /** @description Merkle root over its claim hashes: double-hashed leaves, sorted */
            root: components["schemas"]["Hash"];
            round: number;
        };
        /**
         * @description A verifier’s verdict on the snapshot of a round.
         * @example {
         *       "type": "snapshot.attest",
         *       "round": 7,
         *       "root": "0x000000000000000000000000000000000000000000000000000000000000b002",
         *       "verdict": "PASS",
         *       "reason": "OK",
         *       "detail": "",
         *       "attestation": {
         *         "root": "0x000000000000000000000000000000000000000000000000000000000000b002",
         *         "round": 7,
         *         "setEpoch": 1,
         *         "verifier": "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
         *         "expiresAt": 1760000900,
         *         "nonce": "91372049187234",
         *         "signature": "0x1e421d12a4de954a785e94548bf4d1e786871c20a6bd2a00d2b4752872314efa42301903fc553360aeee1d7848b81be8f440316ff8ead4bfa0172b17af3b141b1b"
         *       }
         *     }
         */
        SnapshotAttest: {
            /** @description with PASS; else null */
            attestation: components["schemas"]["SnapshotAttestation"] | null;
            /** @description for people */
            detail?: string;
            /**
             * @description OK with PASS, else why not
             * @enum {string}
             */
            reason: "OK" | "MISSING_FIELDS" | "INVALID_SCOPE" | "STALE_DATA" | "REPRODUCTION_FAILED" | "HASH_MISMATCH";
            /** @description its Merkle root, which the verifier has computed itself */
            root: components["schemas"]["Hash"];
            /** @description round of the snapshot */
            round: number;
            /** @constant */
            type: "snapshot.attest";
            /**
             * @description only PASS carries a signature; NEED_MORE_EVIDENCE: it could not be found out
             * @enum {string}
             */
            verdict: "PASS" | "FAIL" | "NEED_MORE_EVIDENCE";
        };
        /**
         * @description A verifier’s EIP-712 signature over the root of a round’s snapshot, in the domain of the fund’s own book.
         * @example {
         *       "root": "0x000000000000000000000000000000000000000000000000000000000000b002",
         *       "round": 7,
         *       "setEpoch": 1,
         *       "verifier": "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
         *       "expiresAt": 1760000900,
         *       "nonce": "91372049187234",
         *       "signature": "0x1e421d12a4de954a785e94548bf4d1e786871c20a6bd2a00d2b4752872314efa42301903fc553360aeee1d7848b81be8f440316ff8ead4bfa0172b17af3b141b1b"
         *     }
         */
        SnapshotAttestation: {
            /** @description Unix time in seconds after which the signature counts no more */
            expiresAt: number;
            /** @description single-use for this verifier and book, in any order, as a decimal string */
            nonce: components["schemas"]["Nonce"];
            root: components["schemas"]["Hash"];
            round: number;
            /** @description the open set epoch; for a trade the one that it names */
            setEpoch: number;
            signature: components["schemas"]["Signature"];
            /** @description who signs: the signer of the request */
            verifier: components["schemas"]["EvmAddress"];
        };
        /** @description What the command answers, as `--json` prints it on the command line. */
        StatusResult: {
            bots: {
                role: string;
                states: {
                    [key: string]: number;
                };
                total: number;
            }[];
            chain: {
                /** @description Latest block; null when the node did not answer */
                block: number | null;
                chainId: number;
                /** @description Its newest block's time in s, and how old that may grow; null where blocks come only when there is something in them */
                head?: {
                    at: number;
                    lagMaxS: number | null;
                };
                /** @enum {string} */
                kind: "local" | "fork" | "rpc";
                problem?: string;
                reachable: boolean;
                rpcUrl: string;
            };
            /** @description Events that no turn took and that nobody has dealt with */
            deadLetters: number;
            durableThrough: number;
            funds: {
                /** @description Everyone else who acts for it: crawlers, strategy, relayer, executor, owner */
                accounts: {
                    address: string;
                    role: string;
                }[];
                /** @description The asset that deposits, value and profit are counted in */
                base: {
                    address: string;
                    decimals: number;
                    symbol: string;
                };
                core: string;
                fundId: string;
                /** @description The price guard as its keeper sees it; null when no keeper is there */
                guard: {
                    /** @description Why the keeper observes nothing; null when it does */
                    heldBy: ("NO_GUARD" | "NO_SOURCE" | "NOT_KEEPER" | "GAS_SPENT") | null;
                    /** @description Of the newest observation, in seconds; 0 if there is none */
                    observedAt: number;
                    /** @description Null before the first look, and for a fund whose limits name no guard */
                    status: ("KNOWN" | "NO_SOURCE" | "TOO_FEW_OBSERVATIONS" | "STALE" | "THIN_RESERVES") | null;
                    /** @description Worth of one whole traded token in base units of the base asset; 0 unless KNOWN */
                    value: string;
                } | null;
                idle: string | null;
                name: string;
                paused: boolean;
                /** @description Of the traded token; null while flat */
                position: {
                    costBasis: string;
                    quantity: string;
                } | null;
                realisedProfit: string | null;
                /** @description What the owner's account asked for and did not claim; null if that is nothing, or is not known */
                requests: {
                    depositClaimable: string;
                    depositPending: string;
                    /** @description From when the redemption may be taken in kind, in seconds; 0 without one */
                    inKindAt: number;
                    redeemClaimable: string;
                    redeemPending: string;
                } | null;
                round: number;
                /** @description The fund bot's state, for example `collecting` */
                state: string;
                thresholds: {
                    claim: number;
                    intent: number;
                    snapshot: number;
                    total: number;
                };
                totalAssets: string | null;
                /** @description The other side of every trade */
                traded: {
                    address: string;
                    decimals: number;
                    symbol: string;
                };
                vault: string;
                verifiers: {
                    address: string;
                    name: string;
                    weight: number;
                }[];
            }[];
            instance: {
                /** @description The instance's folder, as the operator would type it */
                folder: string;
                name: string;
                pid: number;
                /** @description ISO 8601 */
                startedAt: string;
                version: string;
            };
            now: string;
            waits: {
                /** @description Does it need somebody to act? A quarantined bot does; a round that began a second ago does not */
                stuck: boolean;
                /** @description Who or what waits: `intent 0x12…`, `round 7 of main`, `executor:main` */
                subject: string;
                text: string;
            }[];
        };
        /** @description What the command answers, as `--json` prints it on the command line. */
        StopResult: {
            pid: number;
            /** @constant */
            stopping: true;
        };
        Subscription: {
            /** @description that are up */
            cards: number;
            /** @enum {string} */
            digest: "off" | "hourly" | "daily";
            /** @description who is named when nobody takes an incident on */
            escalate: string | null;
            /** @description null: every fund */
            fund: string | null;
            kinds: ("trades" | "refusals" | "approvals" | "incidents" | "workflows" | "all" | "audit-head")[];
            /** @description ISO 8601 */
            mutedUntil: string | null;
            /** @description slack:T1:C1, or discord:1:2 with a thread at its end */
            place: string;
            /** @description 22:00-07:00, UTC */
            quiet: string | null;
            /** @description subjects whose cards the messenger did not take */
            refused: string[];
            /**
             * @description the least that is told at once
             * @enum {string}
             */
            severity: "notice" | "warning" | "critical";
            /** @description false: it was ended, and is told of nothing new */
            told: boolean;
        };
        /** @description What the command answers, as `--json` prints it on the command line. */
        SubscriptionListResult: {
            subscriptions: components["schemas"]["Subscription"][];
        };
        /** @description A page of the turns of all bots that are there for the caller. */
        SwarmTurns: {
            /** @description the first sequence number that the journal holds */
            earliest: number;
            /** @description where the next page goes on, as `after` where that was given, else as `before`; there may be one also when this one is not full: one page reads 32 MB. null at the end */
            next: number | null;
            /** @description the last record of the journal, as of this page */
            through: number;
            /** @description oldest first */
            turns: components["schemas"]["TurnNews"][];
        };
        /** @description How far it is towards its threshold. */
        Tally: {
            /** @description of the verifiers that signed */
            attestedWeight: number;
            /** @description that it needs */
            thresholdWeight: number;
            /** @description of the whole set */
            totalWeight: number;
        };
        /** @description A token as people call it. */
        Token: {
            address: components["schemas"]["EvmAddress"];
            /** @description its base units are 10 to the minus this */
            decimals: number;
            symbol: string;
        };
        /** @description What the command answers, as `--json` prints it on the command line. */
        TraceResult: {
            asked: {
                /** @description `OK` or an error's; null while it is being done */
                code: string | null;
                /** @description Of its bot, `request:<id>`; the asks that it makes have the same id */
                id: string;
                principal: string;
                surface: string;
                what: string;
            }[];
            /** @description Events that no turn took */
            deadLetters: {
                actor: string;
                code: string;
                event: string;
                seq: number;
            }[];
            records: {
                actor: string;
                at: string;
                because: {
                    /** @constant */
                    kind: "request";
                } | {
                    id: string;
                    /** @constant */
                    kind: "message";
                } | {
                    id: string;
                    /** @constant */
                    kind: "effect";
                } | {
                    id: string;
                    /** @constant */
                    kind: "timer";
                } | {
                    /** @constant */
                    kind: "account";
                    requestId: string;
                };
                effects: {
                    id: string;
                    kind: string;
                    port: string;
                }[];
                event: string;
                facts: {
                    id: string;
                    type: string;
                }[];
                from: string | null;
                messages: {
                    event: string;
                    id: string;
                    to: string;
                }[];
                seq: number;
                /** @enum {string} */
                status: "active" | "done" | "error" | "stopped";
                to: string;
            }[];
            requestId: string;
            transactions: {
                account: string;
                block: number | null;
                label: string;
                nonce: number;
                /** @description Of the record that told it last */
                seq: number;
                /** @enum {string} */
                state: "sent" | "replaced" | "confirmed" | "failed";
                txHash: string;
            }[];
            /** @description There was more than one trace holds */
            truncated: boolean;
            /** @description What is still under way: messages, effects and account requests by their ids */
            waits: string[];
        };
        /** @description A trade that a person asked a strategy for. */
        TradeAsked: {
            /** @enum {string} */
            action: "BUY" | "SELL";
            /** @description of what is given away, base units; `all` until it is decided */
            amountIn: string;
            decimals: number;
            fundId: string;
            /** @description of the trade; null while it waits */
            intentHash: string | null;
            /** @description the facts of it name this */
            requestId: string;
            /**
             * @description `asking`: people have to approve it first; `waiting`: for the next snapshot of the fund
             * @enum {string}
             */
            state: "proposed" | "asking" | "waiting";
            /** @description of what is given away */
            symbol: string;
        };
        /** @description Who asked a strategy for a trade. */
        TradeAsker: {
            /** @description whose hands it is in; may not approve the trade */
            person: string;
            /** @description such as `key:…`, `session:…`, `link:…` */
            principal: string;
            /** @description of the request: the same one twice is the same trade */
            requestId: string;
        };
        /** @description A bot as it would stand after a step, and what the step would have sent. */
        TriedMoment: {
            context: unknown;
            /** @description what the step changed, such as `context.cash`, at most 100; of the beginning nothing */
            differences: {
                after?: unknown;
                before?: unknown;
                path: string;
            }[];
            /** @description asked for and not answered */
            effects: {
                id: string;
                input: unknown;
                /** @enum {string} */
                kind: "read" | "act";
                port: string;
            }[];
            /** @description since the moment: only timers make time pass */
            elapsedMs: number;
            /** @description what its machine was given; null at the beginning */
            event: ({
                type: string;
            } & {
                [key: string]: unknown;
            }) | null;
            /** @description what it would state */
            facts: {
                data: {
                    [key: string]: unknown;
                };
                type: string;
            }[];
            /** @description acts whose state was left before they answered: their results still come */
            late: {
                id: string;
                input: unknown;
                /** @enum {string} */
                kind: "read" | "act";
                port: string;
            }[];
            /** @description what it would tell whom */
            messages: {
                event: {
                    type: string;
                } & {
                    [key: string]: unknown;
                };
                to: string;
            }[];
            /** @description of a bot that has finished with one */
            output?: unknown;
            /** @description what it would answer whoever asked */
            replies: unknown[];
            /** @description bots that it would start */
            starts: {
                input: unknown;
                to: string;
            }[];
            /** @enum {string} */
            status: "active" | "done" | "error" | "stopped";
            /** @description bots that it would stop */
            stops: string[];
            /** @description transitions of its chart, in their order: `<source>#<event>#<n>` as `getChart` names them */
            taken: string[];
            /** @description the next one first */
            timers: {
                afterMs: number;
                id: string;
            }[];
            /** @description the state, as XState writes it */
            value: unknown;
        };
        /** @description A committed turn in one line: `data` of an event `turn`. */
        TurnNews: {
            /** @description address of the bot */
            actor: string;
            /** @description ISO 8601 */
            at: string;
            cause: {
                by: string;
                /** @constant */
                kind: "start";
                requestId?: string;
            } | {
                from: string;
                id: string;
                /** @constant */
                kind: "message";
            } | {
                askId?: string;
                /** @constant */
                kind: "external";
                requestId?: string;
                who?: string;
            } | {
                generation: number;
                id: string;
                /** @constant */
                kind: "timer";
            } | {
                attempt: number;
                id: string;
                /** @constant */
                kind: "effect";
            };
            /** @description ports that it asked */
            effects: string[];
            /** @description type of the event that it took */
            event: string;
            /** @description what it stated */
            facts: {
                type: string;
            }[];
            /** @description its state before, for people; null: it began */
            from: string | null;
            /** @description the fund that it belongs to; null: the swarm as a whole */
            fundId: string | null;
            /** @description what it told other bots */
            messages: {
                event: string;
                to: string;
            }[];
            /** @description how often it began again from its input */
            restarts: number;
            role: string;
            seq: number;
            /** @description addresses of bots that it started */
            starts: string[];
            /** @enum {string} */
            status: "active" | "done" | "error" | "stopped";
            /** @description its state after, for people */
            to: string;
            /** @description its state after, as XState writes it */
            value: unknown;
            waits: {
                /** @description ISO 8601: the first of its timers, or its restart */
                dueAt: string | null;
                /** @description ports that have not answered */
                effects: number;
                timers: number;
            };
        };
        /** @description A turn in one line. */
        TurnRow: {
            actor: string;
            at: string;
            cause: {
                by: string;
                /** @constant */
                kind: "start";
                requestId?: string;
            } | {
                from: string;
                id: string;
                /** @constant */
                kind: "message";
            } | {
                askId?: string;
                /** @constant */
                kind: "external";
                requestId?: string;
                who?: string;
            } | {
                generation: number;
                id: string;
                /** @constant */
                kind: "timer";
            } | {
                attempt: number;
                id: string;
                /** @constant */
                kind: "effect";
            };
            effects: string[];
            event: string;
            facts: {
                data: {
                    [key: string]: unknown;
                };
                id: string;
                type: string;
            }[];
            from: string | null;
            messages: {
                event: string;
                to: string;
            }[];
            seq: number;
            /** @enum {string} */
            status: "active" | "done" | "error" | "stopped";
            /** @description transitions of its chart, in their order: `<source>#<event>#<n>` as `getChart` names them */
            taken: string[];
            timers: {
                dueAt: string;
                id: string;
            }[];
            to: string;
            /** @description the state after it, as XState writes it */
            value: unknown;
        };
        /** @description A page of a journal search. */
        TurnsFound: {
            /** @description all turns from here on were looked at */
            from: number;
            /** @description `before` of the next page, which there may be also when this one is not full: one search reads 32 MB; null at the end */
            next: number | null;
            /** @description the last record of the journal, as of this search */
            through: number;
            /** @description newest first */
            turns: components["schemas"]["FoundTurn"][];
        };
        /**
         * @description Text as https://html.spec.whatwg.org/multipage/server-sent-events.html states it; `data` is JSON: `TurnNews`.
         * @example id: 1042
         *     event: turn
         *     data: {"seq":1042,"at":"2026-01-01T00:00:00.000Z","actor":"relayer:main","role":"relayer","fundId":"main","event":"claim.attest","cause":{"kind":"external"},"from":"collecting","to":"collecting","value":"collecting","status":"active","restarts":0,"messages":[],"starts":[],"facts":[{"type":"claim.attested"}],"timers":0,"effects":[]}
         */
        TurnStream: string;
        /** @description What a bot would do. Nothing of it happened. */
        WhatIf: {
            /** @description one for each step that was taken */
            moments: components["schemas"]["TriedMoment"][];
            /** @description the step that ended it: the bot would not take it, or its turn would have failed */
            refused: {
                code: string;
                /** @description the next thing to do, for people */
                hint: string;
                message: string;
                /** @description from 0 */
                step: number;
            } | null;
            start: components["schemas"]["TriedMoment"];
        };
        /** @description A moment of a bot, and what is tried from there on. */
        WhatIfQuestion: {
            /** @description the moment to begin at: a sequence number of the journal */
            seq: number;
            /** @description all of them, each time: nothing is kept from one request to the next */
            steps: ({
                event: {
                    type: string;
                } & {
                    [key: string]: unknown;
                };
                /** @description the bot that tells it; absent: it comes from outside, and must be one that the role takes */
                from?: string;
            } | {
                /** @description its `id` in the moment before */
                effect: string;
                output: unknown;
            } | {
                /** @description its `id` in the moment before */
                effect: string;
                /** @description as the bot is told of it, when no attempt is left */
                error: {
                    /** @default EFFECT_FAILED */
                    code: string;
                    details?: {
                        [key: string]: unknown;
                    };
                    /** @default it failed, as it was told */
                    message: string;
                    /** @default false */
                    retryable: boolean;
                };
            } | {
                /** @description its `id` in the moment before */
                timer: string;
            })[];
        };
        /** @description What the command answers, as `--json` prints it on the command line. */
        WhoamiResult: {
            /** @description those that are there for you */
            funds: string[];
            person: string | null;
            principal: string;
            /** @description the greatest of those below; null: nobody that is known */
            role: string | null;
            /** @description what you may in each of them */
            roles: {
                fund: string;
                role: string;
            }[];
            /** @description ISO 8601; null: for good */
            until: string | null;
        };
        /** @description What the command answers, as `--json` prints it on the command line. */
        WorkflowListResult: {
            workflows: {
                name: string;
                repo: string;
                url: string;
                /** @description its file: what `workflow run` names */
                workflow: string;
            }[];
        };
        WorkflowRun: {
            /** @description when its bot last changed, ISO 8601 */
            at: string;
            attempt: number;
            /** @description principal who ran it */
            by: string;
            /** @description in GitHub’s word; empty before its end */
            conclusion: string;
            /** @description why it ended where GitHub does not say */
            detail: string;
            /** @description the first job that failed */
            failed: {
                job: string;
                step: string;
                url: string;
            } | null;
            /** @description of this instance; what the commands name it by */
            id: string;
            inputs: {
                name: string;
                value: string;
            }[];
            jobs: {
                done: number;
                /** @description of those that are done */
                failed: number;
                queued: number;
                running: number;
            } | null;
            person: string | null;
            /** @description branch or tag */
            ref: string;
            repo: string;
            /** @description GitHub’s number; null: none that is known */
            runId: number | null;
            state: string;
            /** @description on GitHub; empty: none that is known */
            url: string;
            /** @description environments whose deployment waits for a review */
            waiting: string[];
            /** @description its file */
            workflow: string;
        };
        /** @description What the command answers, as `--json` prints it on the command line. */
        WorkflowRunsResult: {
            /** @description All there are; `runs` has the newest of them */
            count: number;
            now: string;
            runs: components["schemas"]["WorkflowRun"][];
        };
    };
    responses: {
        /** @description The chain, the disk or another system behind the gateway failed; the code says which. */
        BadGateway: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description A bug of ours (`INTERNAL`); please report it. */
        Bug: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Busy, catching up or stopping (`BUSY`, `CATCHING_UP`, `SHUTTING_DOWN`): try again; `Retry-After` says when. */
        Busy: {
            headers: {
                /** @description seconds to wait before the next attempt */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description A rule says no in the present state; the code says which. */
        Conflict: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The request is not as described here (`REQUEST_INVALID`, `BODY_REFUSED`, `ARGUMENTS_INVALID`). */
        Invalid: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The `Idempotency-Key` was used for another request (`IDEMPOTENCY_MISMATCH`). */
        KeyUsed: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Not there, or not there for this caller: what belongs to others is not found (`UNKNOWN_FUND`, …). */
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Known, but not permitted (`NOT_PERMITTED`); or a Host or Origin that this gateway does not answer to (`HOST_REFUSED`, `ORIGIN_REFUSED`). */
        NotPermitted: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description A bot did not answer in time (`ASK_TIMEOUT`); what was asked for may still be done. Or the journal did not (`JOURNAL_SLOW`). */
        Timeout: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The body is over 262,144 bytes (`BODY_TOO_LARGE`). */
        TooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Its time is up, or the journal does not reach back that far; the code says which. */
        Truncated: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Nobody known: no proof, or a wrong, expired or used one (`UNAUTHENTICATED`, `ENVELOPE_REFUSED`). */
        Unauthenticated: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
    };
    parameters: {
        /** @description of the bot, such as `fund:main`, percent-encoded */
        address: string;
        /** @description as Last-Event-ID, for a first request; absent: from now on */
        after: string;
        /** @description only turns before this sequence number */
        before: number;
        /** @description `next` of the page before; absent: from the first */
        cursor: number;
        /** @description only of this fund */
        fund: string;
        /** @description name of the fund, from GET /api/v1/funds */
        fundId: string;
        /** @description of the approval, from GET /api/v1/approvals */
        id: string;
        /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
        idempotencyKey: string;
        /** @description such as main.loss-bucket.1 */
        incidentId: string;
        /** @description 32 bytes as 0x and 64 hex digits; hashed and answered in lower case. */
        intentHash: components["schemas"]["Hash"];
        /** @description `id` of the last event that was seen: a journal sequence and a place in it, such as `1042/0` */
        lastEventId: string;
        /** @description rows of a page */
        limit: number;
        /** @description which come first */
        order: "oldest" | "newest";
        /** @description only of this round */
        round: number;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getApprovals: {
        parameters: {
            query?: {
                /** @description only those of this fund */
                fund?: string;
                /** @description how many at most */
                limit?: number;
                /** @description only those in this state */
                state?: "pending" | "granted" | "used" | "rejected" | "expired" | "withdrawn";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        approvals: components["schemas"]["ApprovalRow"][];
                    };
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    getApprovalsById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description of the approval, from GET /api/v1/approvals */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One approval, and what it is about in words. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalRow"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    postApprovalsApprove: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path: {
                /** @description of the approval, from GET /api/v1/approvals */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description why, in your words; it is kept with your decision */
                    reason?: string;
                    /** @description the one that you looked at */
                    revision: number;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalDecided"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            /** @description not an approver, or the one who asked for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            404: components["responses"]["NotFound"];
            /** @description decided already, and by whom */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description its time is up */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description it has changed since you looked: another revision */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            /** @description the key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    rehearseApproval: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description of the approval, from GET /api/v1/approvals */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What the contracts would say of a trade now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rehearsal"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            /** @description No chain can be asked here (`NOT_SUPPORTED`), or it is about something else than a trade. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    postApprovalsReject: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path: {
                /** @description of the approval, from GET /api/v1/approvals */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description why, in your words; it is kept with your decision */
                    reason?: string;
                    /** @description the one that you looked at */
                    revision: number;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalDecided"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            /** @description not an approver, or the one who asked for it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            404: components["responses"]["NotFound"];
            /** @description decided already, and by whom */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description its time is up */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description it has changed since you looked: another revision */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            /** @description the key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    listAudit: {
        parameters: {
            query?: {
                /** @description only entries stated before this sequence number: `next` of the page before */
                before?: number;
                /** @description rows of a page */
                limit?: components["parameters"]["limit"];
                /** @description only entries with this text: a principal, a command, a code; small letters or large */
                text?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the audit log. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditPage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            /** @description That far back the journal is not kept (`JOURNAL_TRUNCATED`); `details.earliest` is the first sequence that is. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    listSwarm: {
        parameters: {
            query?: {
                /** @description finished and stopped bots too */
                all?: "true" | "false";
                /** @description as they stood at this moment, a sequence number of the journal; absent, or still to come: now */
                at?: number;
                /** @description `next` of the page before */
                cursor?: string;
                /** @description only bots of this fund */
                fund?: string;
                /** @description rows of a page */
                limit?: number;
                /** @description only bots whose address or state has this text */
                q?: string;
                /** @description only bots of this role */
                role?: string;
                /** @description only bots in this state, or below it, or of this status */
                state?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        bots: components["schemas"]["BotLine"][];
                        /** @description with `at`: the first moment that can be told */
                        earliest: number | null;
                        /** @description the cursor of the next page; null at the end */
                        next: string | null;
                        /** @description journal sequence that the page stands for: turns after it are news */
                        through: number;
                    };
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            /** @description That far back the journal is not kept (`JOURNAL_TRUNCATED`); `details.earliest` is the first sequence that is. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    getSwarmBot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description of the bot, such as `fund:main`, percent-encoded */
                address: components["parameters"]["address"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A bot at this moment, and what it takes from outside. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Bot"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    listBotTurns: {
        parameters: {
            query?: {
                /** @description the first turns after this sequence number; absent: the newest */
                after?: number;
                /** @description only turns before this sequence number */
                before?: components["parameters"]["before"];
                /** @description rows of a page */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description of the bot, such as `fund:main`, percent-encoded */
                address: components["parameters"]["address"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of a bot’s turns. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BotTurns"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    getMoment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description of the bot, such as `fund:main`, percent-encoded */
                address: components["parameters"]["address"];
                /** @description sequence number of a record, of this bot or of any other */
                seq: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A bot as it stood at a moment of the journal. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Moment"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            /** @description That far back the journal is not kept (`JOURNAL_TRUNCATED`); `details.earliest` is the first sequence that is. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    tryWhatIf: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description of the bot, such as `fund:main`, percent-encoded */
                address: components["parameters"]["address"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WhatIfQuestion"];
            };
        };
        responses: {
            /** @description What a bot would do. Nothing of it happened. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WhatIf"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            /** @description That far back the journal is not kept (`JOURNAL_TRUNCATED`); `details.earliest` is the first sequence that is. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    listCharts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        charts: {
                            name: string;
                            role: string;
                            /** @description how many, all levels together, without the root */
                            states: number;
                            version: number;
                        }[];
                    };
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    getChart: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description as `listCharts` names it */
                role: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The statechart of a role. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Chart"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    say: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Said"];
            };
        };
        responses: {
            /** @description What something that was said is answered with. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reply"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    listCommands: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description In the order of the command line’s help. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        commands: {
                            /** @description what people type for it as well, with spaces */
                            also: string[];
                            /** @description in the order in which they are typed */
                            arguments: {
                                choices: string[] | null;
                                /**
                                 * @description texts and numbers: several
                                 * @enum {string}
                                 */
                                kind: "text" | "texts" | "number" | "numbers" | "flag";
                                name: string;
                                /** @description on a command line it is typed without its name */
                                positional: boolean;
                                preset: string | number | boolean | null;
                                required: boolean;
                                says: string;
                            }[];
                            /** @description does a person have to say yes before it is done? */
                            asks: boolean;
                            examples: {
                                does: string;
                                /** @description as it is typed on the command line */
                                type: string;
                            }[];
                            help: string;
                            /** @description POST /api/v1/commands/{name} */
                            name: string;
                            /** @description the role that it needs */
                            permission: string;
                            summary: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    commandApikeyCreate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description until it expires
                     * @default 90
                     */
                    days?: number;
                    /** @description fund names with commas between, or all */
                    funds?: string;
                    /** @description name of the key: lower-case letters, digits and dashes */
                    id: string;
                    /** @description the only actions that it is held to, with commas between, such as funds.read,commands.fund.pause; absent: whatever its role may */
                    may?: string;
                    /** @description whose hands it is in; needed to approve or reject: two keys of one person are one person */
                    person?: string;
                    /**
                     * @description what it may do; each includes the ones before it
                     * @default viewer
                     * @enum {string}
                     */
                    role?: "viewer" | "operator" | "approver" | "admin";
                    /** @description whose it is, or what for */
                    title?: string;
                };
            };
        };
        responses: {
            /** @description What the command answers, as `--json` prints it on the command line. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApikeyCreateResult"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Truncated"];
            /** @description It has changed since it was looked at (`APPROVAL_STALE`). */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    commandApikeyList: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, unknown>;
            };
        };
        responses: {
            /** @description What the command answers, as `--json` prints it on the command line. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApikeyListResult"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Truncated"];
            /** @description It has changed since it was looked at (`APPROVAL_STALE`). */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    commandApikeyRevoke: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description name of the key: lower-case letters, digits and dashes */
                    id: string;
                };
            };
        };
        responses: {
            /** @description What the command answers, as `--json` prints it on the command line. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApikeyRevokeResult"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Truncated"];
            /** @description It has changed since it was looked at (`APPROVAL_STALE`). */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    commandApprovalApprove: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description only if it is of this fund */
                    fund?: string;
                    /** @description its id, as the list gives it */
                    id: string;
                    /** @description why, in your words; it is kept with your decision */
                    reason?: string;
                    /** @description the one that you looked at */
                    revision: number;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalDecided"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Truncated"];
            /** @description It has changed since it was looked at (`APPROVAL_STALE`). */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    commandApprovalList: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description those that are over, too
                     * @default false
                     */
                    all?: boolean;
                    /** @description only those of this fund */
                    fund?: string;
                };
            };
        };
        responses: {
            /** @description What the command answers, as `--json` prints it on the command line. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalListResult"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Truncated"];
            /** @description It has changed since it was looked at (`APPROVAL_STALE`). */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    commandApprovalReject: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description only if it is of this fund */
                    fund?: string;
                    /** @description its id, as the list gives it */
                    id: string;
                    /** @description why, in your words; it is kept with your decision */
                    reason?: string;
                    /** @description the one that you looked at */
                    revision: number;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalDecided"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Truncated"];
            /** @description It has changed since it was looked at (`APPROVAL_STALE`). */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    commandApprovalShow: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description only if it is of this fund */
                    fund?: string;
                    /** @description its id, as the list gives it */
                    id: string;
                };
            };
        };
        responses: {
            /** @description What the command answers, as `--json` prints it on the command line. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalShowResult"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Truncated"];
            /** @description It has changed since it was looked at (`APPROVAL_STALE`). */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    commandAuditAnchor: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description whose owner’s account pays; absent: the first fund’s */
                    fund?: string;
                };
            };
        };
        responses: {
            /** @description What the command answers, as `--json` prints it on the command line. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditAnchorResult"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Truncated"];
            /** @description It has changed since it was looked at (`APPROVAL_STALE`). */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    commandAuditVerify: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description how far back anchors are looked for; 0 asks no chain
                     * @default 100000
                     */
                    blocks?: number;
                    head?: components["schemas"]["Hash"];
                };
            };
        };
        responses: {
            /** @description What the command answers, as `--json` prints it on the command line. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditVerifyResult"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Truncated"];
            /** @description It has changed since it was looked at (`APPROVAL_STALE`). */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    commandBotApprove: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description id of the registration, such as delta-1 */
                    bot: string;
                    /** @description fund name */
                    fund: string;
                    /** @description why, for whoever reads the journal */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RegistrationReceipt"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Truncated"];
            /** @description It has changed since it was looked at (`APPROVAL_STALE`). */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    commandBotList: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description fund name */
                    fund: string;
                };
            };
        };
        responses: {
            /** @description What the command answers, as `--json` prints it on the command line. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BotListResult"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Truncated"];
            /** @description It has changed since it was looked at (`APPROVAL_STALE`). */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    commandBotRefuse: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description id of the registration, such as delta-1 */
                    bot: string;
                    /** @description fund name */
                    fund: string;
                    /** @description why, for whoever reads the journal */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RegistrationReceipt"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Truncated"];
            /** @description It has changed since it was looked at (`APPROVAL_STALE`). */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    commandBotRetire: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description id of the registration, such as delta-1 */
                    bot: string;
                    /** @description fund name */
                    fund: string;
                    /** @description why, for whoever reads the journal */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RegistrationReceipt"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Truncated"];
            /** @description It has changed since it was looked at (`APPROVAL_STALE`). */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    commandBotRevoke: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description id of the registration, such as delta-1 */
                    bot: string;
                    /** @description fund name */
                    fund: string;
                    /** @description why, for whoever reads the journal */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RegistrationReceipt"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Truncated"];
            /** @description It has changed since it was looked at (`APPROVAL_STALE`). */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    commandBotShow: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description id of the registration, such as delta-1 */
                    bot: string;
                    /** @description fund name */
                    fund: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RegistrationReceipt"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Truncated"];
            /** @description It has changed since it was looked at (`APPROVAL_STALE`). */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    commandBots: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description finished and stopped bots too
                     * @default false
                     */
                    all?: boolean;
                    /** @description only bots of this role */
                    role?: string;
                };
            };
        };
        responses: {
            /** @description What the command answers, as `--json` prints it on the command line. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BotsResult"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Truncated"];
            /** @description It has changed since it was looked at (`APPROVAL_STALE`). */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    commandClaimList: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description only of this fund */
                    fund?: string;
                };
            };
        };
        responses: {
            /** @description What the command answers, as `--json` prints it on the command line. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClaimListResult"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Truncated"];
            /** @description It has changed since it was looked at (`APPROVAL_STALE`). */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    commandDeadlettersDrop: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description its sequence number, as the list gives it */
                    seq: number;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadLetterSettled"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Truncated"];
            /** @description It has changed since it was looked at (`APPROVAL_STALE`). */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    commandDeadlettersList: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description only those of this bot */
                    bot?: string;
                };
            };
        };
        responses: {
            /** @description What the command answers, as `--json` prints it on the command line. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadlettersListResult"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Truncated"];
            /** @description It has changed since it was looked at (`APPROVAL_STALE`). */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    commandDeadlettersResend: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description its sequence number, as the list gives it */
                    seq: number;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadLetterSettled"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Truncated"];
            /** @description It has changed since it was looked at (`APPROVAL_STALE`). */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    commandDeadlettersShow: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description its sequence number, as the list gives it */
                    seq: number;
                };
            };
        };
        responses: {
            /** @description What the command answers, as `--json` prints it on the command line. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadlettersShowResult"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Truncated"];
            /** @description It has changed since it was looked at (`APPROVAL_STALE`). */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    commandExecutorSweep: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description whose executor */
                    fund: string;
                };
            };
        };
        responses: {
            /** @description What the command answers, as `--json` prints it on the command line. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExecutorSweepResult"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Truncated"];
            /** @description It has changed since it was looked at (`APPROVAL_STALE`). */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    commandExplain: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    hash: components["schemas"]["Hash"];
                };
            };
        };
        responses: {
            /** @description The story of a trade or a transaction, as `explain --json` prints it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExplainResult"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Truncated"];
            /** @description It has changed since it was looked at (`APPROVAL_STALE`). */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    commandFundAdopt: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description no event of the fund is older
                     * @default 0
                     */
                    "from-block"?: number;
                    /** @description what it is to be called here */
                    fund: string;
                    /** @description the fund here whose keys, verifiers, sources, rules and limits it has; absent: the first */
                    like?: string;
                    /** @description name for people, which its shares have too; absent: the fund name */
                    title?: string;
                    vault: components["schemas"]["EvmAddress"];
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FundReceipt"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Truncated"];
            /** @description It has changed since it was looked at (`APPROVAL_STALE`). */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    commandFundClaim: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description fund name */
                    fund: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FundReceipt"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Truncated"];
            /** @description It has changed since it was looked at (`APPROVAL_STALE`). */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    commandFundCreate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description first deposit of the base asset; on a throw-away chain
                     * @default 0
                     */
                    deposit?: string;
                    /**
                     * @description send nothing: say what would be sent and what it would cost
                     * @default false
                     */
                    "dry-run"?: boolean;
                    factory?: components["schemas"]["EvmAddress"];
                    /** @description fund name */
                    fund: string;
                    /**
                     * @description key that pays on a chain that is not a throw-away one
                     * @default deployer
                     */
                    key?: string;
                    /**
                     * Format: uri
                     * @description node of the chain; absent: the instance’s
                     */
                    rpc?: string;
                    /** @description name for people; on a throw-away chain */
                    title?: string;
                };
            };
        };
        responses: {
            /** @description What the command answers, as `--json` prints it on the command line. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FundCreateResult"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Truncated"];
            /** @description It has changed since it was looked at (`APPROVAL_STALE`). */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    commandFundDeposit: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description amount of the base asset, such as 1.5 */
                    amount: string;
                    /** @description fund name */
                    fund: string;
                    /** @description your own id for this command: typed again with the same id it is not done again */
                    id?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FundReceipt"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Truncated"];
            /** @description It has changed since it was looked at (`APPROVAL_STALE`). */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    commandFundPause: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description fund name */
                    fund: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FundReceipt"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Truncated"];
            /** @description It has changed since it was looked at (`APPROVAL_STALE`). */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    commandFundStatus: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description fund name */
                    fund?: string;
                };
            };
        };
        responses: {
            /** @description What the command answers, as `--json` prints it on the command line. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FundStatusResult"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Truncated"];
            /** @description It has changed since it was looked at (`APPROVAL_STALE`). */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    commandFundUnpause: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description fund name */
                    fund: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FundReceipt"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Truncated"];
            /** @description It has changed since it was looked at (`APPROVAL_STALE`). */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    commandFundWithdraw: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description amount of the base asset, such as 1.5 */
                    amount: string;
                    /** @description fund name */
                    fund: string;
                    /** @description your own id for this command: typed again with the same id it is not done again */
                    id?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FundReceipt"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Truncated"];
            /** @description It has changed since it was looked at (`APPROVAL_STALE`). */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    commandIncidentAcknowledge: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description only of this fund */
                    fund?: string;
                    /** @description as the list gives it */
                    id: string;
                    /** @description what there is to say about it */
                    note?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentShown"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Truncated"];
            /** @description It has changed since it was looked at (`APPROVAL_STALE`). */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    commandIncidentList: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description only of this fund */
                    fund?: string;
                    /**
                     * @description unresolved: open or acknowledged
                     * @default unresolved
                     * @enum {string}
                     */
                    state?: "unresolved" | "open" | "acknowledged" | "resolved" | "all";
                };
            };
        };
        responses: {
            /** @description What the command answers, as `--json` prints it on the command line. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentListResult"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Truncated"];
            /** @description It has changed since it was looked at (`APPROVAL_STALE`). */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    commandIncidentResolve: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description only of this fund */
                    fund?: string;
                    /** @description as the list gives it */
                    id: string;
                    /** @description what there is to say about it */
                    note?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentShown"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Truncated"];
            /** @description It has changed since it was looked at (`APPROVAL_STALE`). */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    commandIncidentShow: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description only of this fund */
                    fund?: string;
                    /** @description as the list gives it */
                    id: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentShown"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Truncated"];
            /** @description It has changed since it was looked at (`APPROVAL_STALE`). */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    commandIntentList: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description those that are over, too
                     * @default false
                     */
                    all?: boolean;
                    /** @description only of this fund */
                    fund?: string;
                };
            };
        };
        responses: {
            /** @description What the command answers, as `--json` prints it on the command line. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IntentListResult"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Truncated"];
            /** @description It has changed since it was looked at (`APPROVAL_STALE`). */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    commandJournalCompact: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, unknown>;
            };
        };
        responses: {
            /** @description What the command answers, as `--json` prints it on the command line. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JournalCompactResult"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Truncated"];
            /** @description It has changed since it was looked at (`APPROVAL_STALE`). */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    commandLink: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description what link code printed */
                    code: string;
                };
            };
        };
        responses: {
            /** @description What the command answers, as `--json` prints it on the command line. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinkResult"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Truncated"];
            /** @description It has changed since it was looked at (`APPROVAL_STALE`). */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    commandLinkCode: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description until the link ends by itself
                     * @default 90
                     */
                    days?: number;
                    /** @description fund names with commas between, or all; absent: all, or those of roles alone */
                    funds?: string;
                    /**
                     * @description until it is too late to say it
                     * @default 15
                     */
                    minutes?: number;
                    /** @description who they are; absent: you. Another person is for an admin to name */
                    person?: string;
                    /**
                     * @description what they may in all these funds; each includes the ones before it; absent: what you may
                     * @enum {string}
                     */
                    role?: "viewer" | "operator" | "approver" | "admin";
                    /** @description another role in single funds, with commas between, such as main=approver,second=operator */
                    roles?: string;
                };
            };
        };
        responses: {
            /** @description What the command answers, as `--json` prints it on the command line. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinkCodeResult"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Truncated"];
            /** @description It has changed since it was looked at (`APPROVAL_STALE`). */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    commandLinkEnd: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description as the list gives it */
                    id: string;
                };
            };
        };
        responses: {
            /** @description What the command answers, as `--json` prints it on the command line. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinkEndResult"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Truncated"];
            /** @description It has changed since it was looked at (`APPROVAL_STALE`). */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    commandLinkList: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, unknown>;
            };
        };
        responses: {
            /** @description What the command answers, as `--json` prints it on the command line. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinkListResult"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Truncated"];
            /** @description It has changed since it was looked at (`APPROVAL_STALE`). */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    commandMonitorStatus: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description only the monitor of this fund */
                    fund?: string;
                };
            };
        };
        responses: {
            /** @description What the command answers, as `--json` prints it on the command line. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MonitorStatusResult"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Truncated"];
            /** @description It has changed since it was looked at (`APPROVAL_STALE`). */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    commandMute: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description where, such as slack:T1:C1 (messenger, workspace, channel); absent: where it is typed */
                    place?: string;
                    /** @description how long, such as 90m, 2h or 3d, or until when (ISO 8601) */
                    time: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Subscription"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Truncated"];
            /** @description It has changed since it was looked at (`APPROVAL_STALE`). */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    commandProposeBuy: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description of the base asset, such as 250 or 0.5 */
                    amount: string;
                    /** @description whose strategy */
                    fund: string;
                };
            };
        };
        responses: {
            /** @description A trade that a person asked a strategy for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TradeAsked"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Truncated"];
            /** @description It has changed since it was looked at (`APPROVAL_STALE`). */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    commandProposeSell: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description of the traded token, such as 0.5; all: whatever is held then
                     * @default all
                     */
                    amount?: string;
                    /** @description whose strategy */
                    fund: string;
                };
            };
        };
        responses: {
            /** @description A trade that a person asked a strategy for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TradeAsked"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Truncated"];
            /** @description It has changed since it was looked at (`APPROVAL_STALE`). */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    commandRelease: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description address such as strategy:main */
                    bot: string;
                };
            };
        };
        responses: {
            /** @description What the command answers, as `--json` prints it on the command line. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReleaseResult"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Truncated"];
            /** @description It has changed since it was looked at (`APPROVAL_STALE`). */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    commandRestart: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description address such as strategy:main */
                    bot: string;
                };
            };
        };
        responses: {
            /** @description What the command answers, as `--json` prints it on the command line. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RestartResult"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Truncated"];
            /** @description It has changed since it was looked at (`APPROVAL_STALE`). */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    commandScheduleCreate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description or five fields, six with seconds first, such as "0 6 * * 1-5" */
                    cron?: string;
                    /**
                     * @description minutes between its times
                     * @enum {string}
                     */
                    every?: "1" | "2" | "5" | "10" | "15" | "20" | "30" | "60" | "360" | "1440";
                    /** @description of which fund; its owner’s account pays for an anchor */
                    fund: string;
                    /**
                     * @description what becomes of missed times
                     * @default once
                     * @enum {string}
                     */
                    missed?: "skip" | "once" | "catch-up";
                    /** @description name of the schedule: lower-case letters, digits and dashes */
                    name: string;
                    /**
                     * @description what is done
                     * @default execute-intents
                     * @enum {string}
                     */
                    what?: "execute-intents" | "audit-anchor";
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Schedule"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Truncated"];
            /** @description It has changed since it was looked at (`APPROVAL_STALE`). */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    commandScheduleEnd: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description name of the schedule: lower-case letters, digits and dashes */
                    name: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Schedule"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Truncated"];
            /** @description It has changed since it was looked at (`APPROVAL_STALE`). */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    commandScheduleList: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, unknown>;
            };
        };
        responses: {
            /** @description What the command answers, as `--json` prints it on the command line. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduleListResult"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Truncated"];
            /** @description It has changed since it was looked at (`APPROVAL_STALE`). */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    commandSessionList: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, unknown>;
            };
        };
        responses: {
            /** @description What the command answers, as `--json` prints it on the command line. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionListResult"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Truncated"];
            /** @description It has changed since it was looked at (`APPROVAL_STALE`). */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    commandSessionOpen: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description fund names with commas between, or all */
                    funds?: string;
                    /**
                     * @description until it is too late to open it
                     * @default 15
                     */
                    minutes?: number;
                    /** @description who they are; absent: who asks */
                    person?: string;
                    /**
                     * @description what they may do; each includes the ones before it
                     * @default admin
                     * @enum {string}
                     */
                    role?: "viewer" | "operator" | "approver" | "admin";
                };
            };
        };
        responses: {
            /** @description What the command answers, as `--json` prints it on the command line. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionOpenResult"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Truncated"];
            /** @description It has changed since it was looked at (`APPROVAL_STALE`). */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    commandSessionRevoke: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description the session */
                    id: string;
                };
            };
        };
        responses: {
            /** @description What the command answers, as `--json` prints it on the command line. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionRevokeResult"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Truncated"];
            /** @description It has changed since it was looked at (`APPROVAL_STALE`). */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    commandShow: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description address such as fund:main */
                    bot: string;
                    /**
                     * @description how many of its last turns
                     * @default 8
                     */
                    turns?: number;
                };
            };
        };
        responses: {
            /** @description What the command answers, as `--json` prints it on the command line. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShowResult"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Truncated"];
            /** @description It has changed since it was looked at (`APPROVAL_STALE`). */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    commandStatus: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, unknown>;
            };
        };
        responses: {
            /** @description What the command answers, as `--json` prints it on the command line. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatusResult"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Truncated"];
            /** @description It has changed since it was looked at (`APPROVAL_STALE`). */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    commandStop: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, unknown>;
            };
        };
        responses: {
            /** @description What the command answers, as `--json` prints it on the command line. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StopResult"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Truncated"];
            /** @description It has changed since it was looked at (`APPROVAL_STALE`). */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    commandSubscribe: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description when the rest is summed up; off: at the end of the quiet hours
                     * @default off
                     * @enum {string}
                     */
                    digest?: "off" | "hourly" | "daily";
                    /** @description the person who is called when nobody takes an incident on; by name alone where they are not linked there */
                    escalate?: string;
                    /** @description of this fund only */
                    fund?: string;
                    /**
                     * @description what of: trades, refusals, approvals, incidents, workflows, all, audit-head; several with commas
                     * @default all
                     */
                    kinds?: string;
                    /** @description where, such as slack:T1:C1 (messenger, workspace, channel); absent: where it is typed */
                    place?: string;
                    /** @description hours in which only what is critical is told, UTC: 22:00-07:00 */
                    quiet?: string;
                    /**
                     * @description the least that is told at once
                     * @default notice
                     * @enum {string}
                     */
                    severity?: "notice" | "warning" | "critical";
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Subscription"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Truncated"];
            /** @description It has changed since it was looked at (`APPROVAL_STALE`). */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    commandSubscriptionList: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, unknown>;
            };
        };
        responses: {
            /** @description What the command answers, as `--json` prints it on the command line. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubscriptionListResult"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Truncated"];
            /** @description It has changed since it was looked at (`APPROVAL_STALE`). */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    commandTrace: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description X-Request-Id, or the id in the audit log */
                    requestId: string;
                    /**
                     * @description follow armed timers too
                     * @default false
                     */
                    timers?: boolean;
                };
            };
        };
        responses: {
            /** @description What the command answers, as `--json` prints it on the command line. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TraceResult"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Truncated"];
            /** @description It has changed since it was looked at (`APPROVAL_STALE`). */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    commandUnmute: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description where, such as slack:T1:C1 (messenger, workspace, channel); absent: where it is typed */
                    place?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Subscription"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Truncated"];
            /** @description It has changed since it was looked at (`APPROVAL_STALE`). */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    commandUnsubscribe: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description where, such as slack:T1:C1 (messenger, workspace, channel); absent: where it is typed */
                    place?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Subscription"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Truncated"];
            /** @description It has changed since it was looked at (`APPROVAL_STALE`). */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    commandWhoami: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description what you may in this fund */
                    fund?: string;
                };
            };
        };
        responses: {
            /** @description What the command answers, as `--json` prints it on the command line. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WhoamiResult"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Truncated"];
            /** @description It has changed since it was looked at (`APPROVAL_STALE`). */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    commandWorkflowCancel: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description its id, as the list gives it */
                    id: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowRun"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Truncated"];
            /** @description It has changed since it was looked at (`APPROVAL_STALE`). */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    commandWorkflowList: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description only of this repository, owner/name */
                    repo?: string;
                };
            };
        };
        responses: {
            /** @description What the command answers, as `--json` prints it on the command line. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowListResult"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Truncated"];
            /** @description It has changed since it was looked at (`APPROVAL_STALE`). */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    commandWorkflowRerun: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description only the jobs that failed
                     * @default false
                     */
                    failed?: boolean;
                    /** @description its id, as the list gives it */
                    id: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowRun"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Truncated"];
            /** @description It has changed since it was looked at (`APPROVAL_STALE`). */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    commandWorkflowReview: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description which; may be left out where one waits */
                    environment?: string;
                    /** @description its id, as the list gives it */
                    id: string;
                    /** @description why, in your words; GitHub keeps it with the decision */
                    reason?: string;
                    /**
                     * @description approve lets it go on
                     * @enum {string}
                     */
                    verdict: "approve" | "reject";
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowRun"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Truncated"];
            /** @description It has changed since it was looked at (`APPROVAL_STALE`). */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    commandWorkflowRun: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description what the workflow wants to be told, each as name=value */
                    inputs?: string[];
                    /** @description branch or tag; absent: the default branch */
                    ref?: string;
                    /** @description owner/name; may be left out where the settings name one */
                    repo?: string;
                    /** @description its file, such as deploy.yml, or its name */
                    workflow: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowRun"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Truncated"];
            /** @description It has changed since it was looked at (`APPROVAL_STALE`). */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    commandWorkflowRuns: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description those that are over, too
                     * @default false
                     */
                    all?: boolean;
                    /** @description only of this repository, owner/name */
                    repo?: string;
                };
            };
        };
        responses: {
            /** @description What the command answers, as `--json` prints it on the command line. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowRunsResult"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Truncated"];
            /** @description It has changed since it was looked at (`APPROVAL_STALE`). */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    commandWorkflowShow: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description its id, as the list gives it */
                    id: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowRun"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Truncated"];
            /** @description It has changed since it was looked at (`APPROVAL_STALE`). */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    executeIntents: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description Nothing is to be said. */
        requestBody: {
            content: {
                "application/json": Record<string, unknown> | null;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        funds: {
                            fundId: string;
                            /** @description the approved trade that it is at; null when there is none */
                            intentHash: string | null;
                            /** @description of the executor, after it was told */
                            state: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            /** @description The `Idempotency-Key` was used for another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    followEverything: {
        parameters: {
            query?: {
                /** @description as Last-Event-ID, for a first request; absent: from now on */
                after?: components["parameters"]["after"];
            };
            header?: {
                /** @description `id` of the last event that was seen: a journal sequence and a place in it, such as `1042/0` */
                "last-event-id"?: components["parameters"]["lastEventId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Server-sent events without an end; a comment every 15 s shows that the gateway is there. `id` is what `Last-Event-ID` takes, `event` the name of what happened (`claim:attested`, `snapshot:finalized`, `intent:executed`, …), `data` one line of JSON: see the schema. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["EventStream"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            /** @description That far back the journal is not kept (`JOURNAL_TRUNCATED`); `details.earliest` is the first sequence that is. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    followTurns: {
        parameters: {
            query?: {
                /** @description as Last-Event-ID, for a first request; absent: from now on */
                after?: components["parameters"]["after"];
            };
            header?: {
                /** @description `id` of the last event that was seen: a journal sequence and a place in it, such as `1042/0` */
                "last-event-id"?: components["parameters"]["lastEventId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Server-sent events without an end, one `turn` for each committed turn; `id` is its journal sequence, which `Last-Event-ID` takes. A list goes on from its `through`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["TurnStream"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            /** @description That far back the journal is not kept (`JOURNAL_TRUNCATED`); `details.earliest` is the first sequence that is. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    listExecutions: {
        parameters: {
            query?: {
                /** @description `next` of the page before; absent: from the oldest */
                cursor?: number;
                /** @description only of this fund */
                fund?: components["parameters"]["fund"];
                /** @description rows of a page */
                limit?: components["parameters"]["limit"];
                /** @description only in this state */
                state?: "READY" | "RUNNING" | "EXECUTED" | "FAILED_RETRYABLE" | "FAILED_FINAL";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Executions, oldest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExecutionPage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    listFunds: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The funds that the caller may see. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FundList"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    createFund: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description no event of the fund is older
                     * @default 0
                     */
                    "from-block"?: number;
                    /** @description what it is to be called here */
                    fund: string;
                    /** @description the fund here whose keys, verifiers, sources, rules and limits it has; absent: the first */
                    like?: string;
                    /** @description name for people, which its shares have too; absent: the fund name */
                    title?: string;
                    vault: components["schemas"]["EvmAddress"];
                };
            };
        };
        responses: {
            /** @description It is there, and its bots run. `Location` is its status. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FundMade"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            /** @description There is a fund of that name or vault (`FUND_EXISTS`), it is not what it should be (`FUND_DIFFERS`), or this cannot be done here (`NOT_SUPPORTED`). */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    attestClaim: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description name of the fund, from GET /api/v1/funds */
                fundId: components["parameters"]["fundId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClaimAttest"];
            };
        };
        responses: {
            /** @description Taken, and at its threshold: finalized. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayAnswer"];
                };
            };
            /** @description Taken, and not yet at its threshold. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayAnswer"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            /** @description Signed well, by somebody who may not say this: not in the set, or not in this role. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayAnswer"] | components["schemas"]["Error"];
                };
            };
            /** @description There is no such fund, claim, snapshot or trade. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayAnswer"] | components["schemas"]["Error"];
                };
            };
            /** @description A duplicate, or late: what it is about is closed. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayAnswer"] | components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    listBots: {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                cursor?: number;
                /** @description rows of a page */
                limit?: components["parameters"]["limit"];
                /** @description only those that stand there */
                state?: "requested" | "joining" | "held" | "active" | "leaving" | "revoking" | "insisting" | "refused" | "expired" | "retired" | "revoked";
            };
            header?: never;
            path: {
                /** @description name of the fund, from GET /api/v1/funds */
                fundId: components["parameters"]["fundId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        bots: {
                            address: string;
                            botId: string;
                            /** @description who decided last; empty before */
                            by: string;
                            /** @description ISO 8601 */
                            changedAt: string;
                            name: string;
                            reason: string;
                            /** @enum {string} */
                            role: "verifier";
                            /** @description the first set epoch with it; null before */
                            setEpoch: number | null;
                            /**
                             * @description its signatures count in active and leaving, and nowhere else
                             * @enum {string}
                             */
                            state: "requested" | "joining" | "held" | "active" | "leaving" | "revoking" | "insisting" | "refused" | "expired" | "retired" | "revoked";
                            title: string;
                            /** @description why it is held; empty when it is not */
                            trouble: string;
                            /** @description that it asked for, and has once it is active */
                            weight: number;
                        }[];
                        /** @description the cursor of the next page; null at the end */
                        next: number | null;
                    };
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    registerBot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description name of the fund, from GET /api/v1/funds */
                fundId: components["parameters"]["fundId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description what it is to be called */
                    name: string;
                    /**
                     * @description crawlers and strategies are named in the fund’s settings
                     * @enum {string}
                     */
                    role: "verifier";
                    /** @description for people: who runs it, how to reach them */
                    title?: string;
                    /** @enum {string} */
                    type: "bot.register";
                    /** @description the weight that it asks for; the fund’s people see it */
                    weight: number;
                };
            };
        };
        responses: {
            /** @description Taken, and at its threshold: finalized. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayAnswer"];
                };
            };
            /** @description Taken, and not yet at its threshold. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayAnswer"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            /** @description Signed well, by somebody who may not say this: not in the set, or not in this role. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayAnswer"] | components["schemas"]["Error"];
                };
            };
            /** @description There is no such fund, claim, snapshot or trade. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayAnswer"] | components["schemas"]["Error"];
                };
            };
            /** @description A duplicate, or late: what it is about is closed. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayAnswer"] | components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    getBot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description as its registration was answered */
                botId: string;
                /** @description name of the fund, from GET /api/v1/funds */
                fundId: components["parameters"]["fundId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        address: string;
                        botId: string;
                        /** @description who decided last; empty before */
                        by: string;
                        /** @description ISO 8601 */
                        changedAt: string;
                        name: string;
                        reason: string;
                        /** @enum {string} */
                        role: "verifier";
                        /** @description the first set epoch with it; null before */
                        setEpoch: number | null;
                        /**
                         * @description its signatures count in active and leaving, and nowhere else
                         * @enum {string}
                         */
                        state: "requested" | "joining" | "held" | "active" | "leaving" | "revoking" | "insisting" | "refused" | "expired" | "retired" | "revoked";
                        title: string;
                        /** @description why it is held; empty when it is not */
                        trouble: string;
                        /** @description that it asked for, and has once it is active */
                        weight: number;
                    };
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    retireBot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description name of the fund, from GET /api/v1/funds */
                fundId: components["parameters"]["fundId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    botId: string;
                    /** @enum {string} */
                    type: "bot.retire";
                };
            };
        };
        responses: {
            /** @description Taken, and at its threshold: finalized. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayAnswer"];
                };
            };
            /** @description Taken, and not yet at its threshold. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayAnswer"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            /** @description Signed well, by somebody who may not say this: not in the set, or not in this role. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayAnswer"] | components["schemas"]["Error"];
                };
            };
            /** @description There is no such fund, claim, snapshot or trade. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayAnswer"] | components["schemas"]["Error"];
                };
            };
            /** @description A duplicate, or late: what it is about is closed. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayAnswer"] | components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    listClaims: {
        parameters: {
            query?: {
                /** @description `next` of the page before; absent: from the first */
                cursor?: components["parameters"]["cursor"];
                /** @description rows of a page */
                limit?: components["parameters"]["limit"];
                /** @description which come first */
                order?: components["parameters"]["order"];
                /** @description only of this round */
                round?: components["parameters"]["round"];
                /** @description only in this state */
                status?: "pending" | "finalized" | "refused";
            };
            header?: never;
            path: {
                /** @description name of the fund, from GET /api/v1/funds */
                fundId: components["parameters"]["fundId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Claims, oldest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClaimPage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    submitClaim: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description name of the fund, from GET /api/v1/funds */
                fundId: components["parameters"]["fundId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClaimSubmit"];
            };
        };
        responses: {
            /** @description Taken, and at its threshold: finalized. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayAnswer"];
                };
            };
            /** @description Taken, and not yet at its threshold. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayAnswer"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            /** @description Signed well, by somebody who may not say this: not in the set, or not in this role. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayAnswer"] | components["schemas"]["Error"];
                };
            };
            /** @description There is no such fund, claim, snapshot or trade. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayAnswer"] | components["schemas"]["Error"];
                };
            };
            /** @description A duplicate, or late: what it is about is closed. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayAnswer"] | components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    getClaim: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 32 bytes as 0x and 64 hex digits; hashed and answered in lower case. */
                claimHash: components["schemas"]["Hash"];
                /** @description name of the fund, from GET /api/v1/funds */
                fundId: components["parameters"]["fundId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A claim and what became of it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClaimRow"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    followFund: {
        parameters: {
            query?: {
                /** @description as Last-Event-ID, for a first request; absent: from now on */
                after?: components["parameters"]["after"];
            };
            header?: {
                /** @description `id` of the last event that was seen: a journal sequence and a place in it, such as `1042/0` */
                "last-event-id"?: components["parameters"]["lastEventId"];
            };
            path: {
                /** @description name of the fund, from GET /api/v1/funds */
                fundId: components["parameters"]["fundId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Server-sent events without an end; a comment every 15 s shows that the gateway is there. `id` is what `Last-Event-ID` takes, `event` the name of what happened (`claim:attested`, `snapshot:finalized`, `intent:executed`, …), `data` one line of JSON: see the schema. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["EventStream"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            /** @description That far back the journal is not kept (`JOURNAL_TRUNCATED`); `details.earliest` is the first sequence that is. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    followClaims: {
        parameters: {
            query?: {
                /** @description as Last-Event-ID, for a first request; absent: from now on */
                after?: components["parameters"]["after"];
            };
            header?: {
                /** @description `id` of the last event that was seen: a journal sequence and a place in it, such as `1042/0` */
                "last-event-id"?: components["parameters"]["lastEventId"];
            };
            path: {
                /** @description name of the fund, from GET /api/v1/funds */
                fundId: components["parameters"]["fundId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Server-sent events without an end; a comment every 15 s shows that the gateway is there. `id` is what `Last-Event-ID` takes, `event` the name of what happened (`claim:attested`, `snapshot:finalized`, `intent:executed`, …), `data` one line of JSON: see the schema. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["EventStream"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            /** @description That far back the journal is not kept (`JOURNAL_TRUNCATED`); `details.earliest` is the first sequence that is. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    followIntents: {
        parameters: {
            query?: {
                /** @description as Last-Event-ID, for a first request; absent: from now on */
                after?: components["parameters"]["after"];
            };
            header?: {
                /** @description `id` of the last event that was seen: a journal sequence and a place in it, such as `1042/0` */
                "last-event-id"?: components["parameters"]["lastEventId"];
            };
            path: {
                /** @description name of the fund, from GET /api/v1/funds */
                fundId: components["parameters"]["fundId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Server-sent events without an end; a comment every 15 s shows that the gateway is there. `id` is what `Last-Event-ID` takes, `event` the name of what happened (`claim:attested`, `snapshot:finalized`, `intent:executed`, …), `data` one line of JSON: see the schema. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["EventStream"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            /** @description That far back the journal is not kept (`JOURNAL_TRUNCATED`); `details.earliest` is the first sequence that is. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    reportExecution: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description name of the fund, from GET /api/v1/funds */
                fundId: components["parameters"]["fundId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExecutionReport"];
            };
        };
        responses: {
            /** @description Taken, and at its threshold: finalized. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayAnswer"];
                };
            };
            /** @description Taken, and not yet at its threshold. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayAnswer"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            /** @description Signed well, by somebody who may not say this: not in the set, or not in this role. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayAnswer"] | components["schemas"]["Error"];
                };
            };
            /** @description There is no such fund, claim, snapshot or trade. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayAnswer"] | components["schemas"]["Error"];
                };
            };
            /** @description A duplicate, or late: what it is about is closed. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayAnswer"] | components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    getFundHistory: {
        parameters: {
            query?: {
                /** @description points of each kind, at most */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description name of the fund, from GET /api/v1/funds */
                fundId: components["parameters"]["fundId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Claimed prices of the traded token, executed trades, and what the fund was worth. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FundHistory"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    listIntents: {
        parameters: {
            query?: {
                /** @description `next` of the page before; absent: from the first */
                cursor?: components["parameters"]["cursor"];
                /** @description rows of a page */
                limit?: components["parameters"]["limit"];
                /** @description which come first */
                order?: components["parameters"]["order"];
                /** @description only of this round */
                round?: components["parameters"]["round"];
                /** @description only in this state */
                status?: "awaitingApproval" | "cleared" | "proposed" | "approved" | "executed" | "dropped" | "expired" | "refused" | "cancelled";
            };
            header?: never;
            path: {
                /** @description name of the fund, from GET /api/v1/funds */
                fundId: components["parameters"]["fundId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Trades, oldest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IntentPage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    getIntent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description name of the fund, from GET /api/v1/funds */
                fundId: components["parameters"]["fundId"];
                /** @description 32 bytes as 0x and 64 hex digits; hashed and answered in lower case. */
                intentHash: components["parameters"]["intentHash"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A trade, what became of it, and whether it is still open. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenIntentRow"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    getFundsIntentsApproval: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description name of the fund, from GET /api/v1/funds */
                fundId: components["parameters"]["fundId"];
                /** @description 32 bytes as 0x and 64 hex digits; hashed and answered in lower case. */
                intentHash: components["parameters"]["intentHash"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        approvalId: string;
                        /** @description persons */
                        approvedBy: string[];
                        /** @description of the exact action */
                        digest: string;
                        fundId: string;
                        /** @description the person who asked */
                        requester: string;
                        /** @enum {string} */
                        state: "pending" | "granted" | "used" | "rejected" | "expired" | "withdrawn";
                    };
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    getIntentStory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description name of the fund, from GET /api/v1/funds */
                fundId: components["parameters"]["fundId"];
                /** @description 32 bytes as 0x and 64 hex digits; hashed and answered in lower case. */
                intentHash: components["parameters"]["intentHash"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The story of a trade or a transaction, as `explain --json` prints it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExplainResult"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    attestIntent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description name of the fund, from GET /api/v1/funds */
                fundId: components["parameters"]["fundId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IntentAttest"];
            };
        };
        responses: {
            /** @description Taken, and at its threshold: finalized. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayAnswer"];
                };
            };
            /** @description Taken, and not yet at its threshold. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayAnswer"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            /** @description Signed well, by somebody who may not say this: not in the set, or not in this role. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayAnswer"] | components["schemas"]["Error"];
                };
            };
            /** @description There is no such fund, claim, snapshot or trade. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayAnswer"] | components["schemas"]["Error"];
                };
            };
            /** @description A duplicate, or late: what it is about is closed. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayAnswer"] | components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    attestIntents: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description name of the fund, from GET /api/v1/funds */
                fundId: components["parameters"]["fundId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EnvelopeBatch"];
            };
        };
        responses: {
            /** @description All were taken. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchAnswer"];
                };
            };
            /** @description Some were not: see the status of each. */
            207: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchAnswer"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    proposeIntent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description name of the fund, from GET /api/v1/funds */
                fundId: components["parameters"]["fundId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IntentPropose"];
            };
        };
        responses: {
            /** @description Taken, and at its threshold: finalized. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayAnswer"];
                };
            };
            /** @description Taken, and not yet at its threshold. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayAnswer"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            /** @description Signed well, by somebody who may not say this: not in the set, or not in this role. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayAnswer"] | components["schemas"]["Error"];
                };
            };
            /** @description There is no such fund, claim, snapshot or trade. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayAnswer"] | components["schemas"]["Error"];
                };
            };
            /** @description A duplicate, or late: what it is about is closed. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayAnswer"] | components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    getFundPolicy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description name of the fund, from GET /api/v1/funds */
                fundId: components["parameters"]["fundId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What the contracts of a fund hold its trades to, and what of it is used up. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FundPolicy"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            /** @description No chain can be asked here (`NOT_SUPPORTED`), or it is about something else than a trade. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    getRules: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description name of the fund, from GET /api/v1/funds */
                fundId: components["parameters"]["fundId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description of the venues that trades may go through */
                        adapters: string[];
                        /** @description expiresAt of a signature, from the chain’s time at its making */
                        attestationTtlS: number;
                        baseAsset: string;
                        chainId: number;
                        contracts: {
                            [key: string]: string | null;
                        };
                        /** @description who claims what, from which source */
                        crawlers: {
                            address: string;
                            name: string;
                            /** @description as the fund’s settings name it */
                            source: {
                                /** @description of http-json */
                                extractedType?: string;
                                /** @description of http-json */
                                jsonPath?: string;
                                /** @description of amm-price */
                                pool?: string;
                                schemaId?: string;
                                /** @enum {string} */
                                type: "amm-price" | "http-json" | "http-text";
                                url?: string;
                            };
                        }[];
                        /** @description the address that claims and trades name: the vault */
                        fund: string;
                        limits: {
                            /** @description most that deadline may be after validAfter */
                            intentTtlS: number;
                            /** @description most that one purchase spends, in base units */
                            maxAmountIn: string;
                            maxSlippageBps: number;
                        };
                        pools: {
                            base: string;
                            id: string;
                            pair: string;
                            quote: string;
                            router: string;
                        }[];
                        tokens: {
                            address: string;
                            decimals: number;
                            symbol: string;
                        }[];
                        tradedToken: string;
                        /** @description the pool that trades are priced by */
                        tradePool: string;
                        twapWindowS: number;
                    };
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    attestSnapshot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description name of the fund, from GET /api/v1/funds */
                fundId: components["parameters"]["fundId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SnapshotAttest"];
            };
        };
        responses: {
            /** @description Taken, and at its threshold: finalized. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayAnswer"];
                };
            };
            /** @description Taken, and not yet at its threshold. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayAnswer"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            /** @description Signed well, by somebody who may not say this: not in the set, or not in this role. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayAnswer"] | components["schemas"]["Error"];
                };
            };
            /** @description There is no such fund, claim, snapshot or trade. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayAnswer"] | components["schemas"]["Error"];
                };
            };
            /** @description A duplicate, or late: what it is about is closed. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayAnswer"] | components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    getLatestSnapshot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description name of the fund, from GET /api/v1/funds */
                fundId: components["parameters"]["fundId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The data of a round that a quorum of verifiers stands behind. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Snapshot"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    getFundStatus: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description name of the fund, from GET /api/v1/funds */
                fundId: components["parameters"]["fundId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A fund as it stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FundStatus"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    bootstrapFund: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description first deposit of the base asset; on a throw-away chain
                     * @default 0
                     */
                    deposit?: string;
                    /** @description fund name */
                    fund: string;
                    /** @description name for people; on a throw-away chain */
                    title?: string;
                };
            };
        };
        responses: {
            /** @description It is there, and its bots run. `Location` is its status. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FundMade"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            /** @description There is a fund of that name or vault (`FUND_EXISTS`), it is not what it should be (`FUND_DIFFERS`), or this cannot be done here (`NOT_SUPPORTED`). */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            422: components["responses"]["KeyUsed"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    takeGithubWebhook: {
        parameters: {
            query?: never;
            header: {
                /** @description its id: delivered again, it does nothing */
                "x-github-delivery": string;
                /** @description what happened; only some are of use here */
                "x-github-event": string;
                /** @description HMAC-SHA-256 of the body with the secret, as `sha256=…` */
                "x-hub-signature-256"?: string;
            };
            path?: never;
            cookie?: never;
        };
        /** @description As GitHub documents it for the event. */
        requestBody: {
            content: {
                "application/json": unknown;
            };
        };
        responses: {
            /** @description Done. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description runs whose bots look now; none where the event is about no run of this instance */
                        looked: string[];
                    };
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    getIncidents: {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                cursor?: string;
                /** @description only of this fund */
                fund?: components["parameters"]["fund"];
                /** @description rows of a page */
                limit?: components["parameters"]["limit"];
                /** @description only in this state */
                state?: "unresolved" | "open" | "acknowledged" | "resolved" | "all";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        incidents: {
                            acknowledged: {
                                by: string;
                                note: string;
                            } | null;
                            /**
                             * @description where the value stands to the threshold when it is breached
                             * @enum {string}
                             */
                            breachedWhen: "at or above" | "below";
                            /** @description looks that found the rule breached */
                            breaches: number;
                            /**
                             * @description what its rule says now
                             * @enum {string}
                             */
                            condition: "breached" | "recovering" | "over";
                            detail: string;
                            /** @description how often it was told again */
                            escalations: number;
                            /** @description empty: of the swarm as a whole */
                            fundId: string;
                            id: string;
                            /** @description of the last breach */
                            lastAt: string;
                            /** @description what its rule measures, for people */
                            measures: string;
                            /** @description when it is told again unless somebody takes it on */
                            nextTold: string | null;
                            /** @description of its fund, where its rule says so */
                            pause: {
                                /** @description found: the fund was paused already */
                                how: ("sent" | "found") | null;
                                /** @enum {string} */
                                state: "under way" | "paused" | "refused" | "given up";
                                txHash: string | null;
                            } | null;
                            raisedAt: string;
                            resolution: {
                                by: string;
                                /** @enum {string} */
                                how: "person" | "healthy";
                                note: string;
                            } | null;
                            /** @enum {string} */
                            rule: "stuck-intent" | "quorum-missing" | "verifier-silent" | "loss-bucket" | "price-deviation" | "nonce-drift" | "low-balance" | "chain-lagging" | "bots-quarantined";
                            /** @enum {string} */
                            severity: "notice" | "warning" | "critical";
                            /** @enum {string} */
                            state: "open" | "acknowledged" | "resolved";
                            subject: string;
                            threshold: number;
                            /** @description of value and threshold */
                            unit: string;
                            /** @description of the last breach */
                            value: number;
                        }[];
                        /** @description null at the end */
                        next: string | null;
                    };
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    getIncidentsByIncidentId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description such as main.loss-bucket.1 */
                incidentId: components["parameters"]["incidentId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        acknowledged: {
                            by: string;
                            note: string;
                        } | null;
                        /**
                         * @description where the value stands to the threshold when it is breached
                         * @enum {string}
                         */
                        breachedWhen: "at or above" | "below";
                        /** @description looks that found the rule breached */
                        breaches: number;
                        /**
                         * @description what its rule says now
                         * @enum {string}
                         */
                        condition: "breached" | "recovering" | "over";
                        detail: string;
                        /** @description how often it was told again */
                        escalations: number;
                        /** @description empty: of the swarm as a whole */
                        fundId: string;
                        id: string;
                        /** @description of the last breach */
                        lastAt: string;
                        /** @description what its rule measures, for people */
                        measures: string;
                        /** @description when it is told again unless somebody takes it on */
                        nextTold: string | null;
                        /** @description of its fund, where its rule says so */
                        pause: {
                            /** @description found: the fund was paused already */
                            how: ("sent" | "found") | null;
                            /** @enum {string} */
                            state: "under way" | "paused" | "refused" | "given up";
                            txHash: string | null;
                        } | null;
                        raisedAt: string;
                        resolution: {
                            by: string;
                            /** @enum {string} */
                            how: "person" | "healthy";
                            note: string;
                        } | null;
                        /** @enum {string} */
                        rule: "stuck-intent" | "quorum-missing" | "verifier-silent" | "loss-bucket" | "price-deviation" | "nonce-drift" | "low-balance" | "chain-lagging" | "bots-quarantined";
                        /** @enum {string} */
                        severity: "notice" | "warning" | "critical";
                        /** @enum {string} */
                        state: "open" | "acknowledged" | "resolved";
                        subject: string;
                        threshold: number;
                        /** @description of value and threshold */
                        unit: string;
                        /** @description of the last breach */
                        value: number;
                    };
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    postIncidentsAcknowledge: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path: {
                /** @description such as main.loss-bucket.1 */
                incidentId: components["parameters"]["incidentId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description what there is to say about it */
                    note?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        acknowledged: {
                            by: string;
                            note: string;
                        } | null;
                        /**
                         * @description where the value stands to the threshold when it is breached
                         * @enum {string}
                         */
                        breachedWhen: "at or above" | "below";
                        /** @description looks that found the rule breached */
                        breaches: number;
                        /**
                         * @description what its rule says now
                         * @enum {string}
                         */
                        condition: "breached" | "recovering" | "over";
                        detail: string;
                        /** @description how often it was told again */
                        escalations: number;
                        /** @description empty: of the swarm as a whole */
                        fundId: string;
                        id: string;
                        /** @description of the last breach */
                        lastAt: string;
                        /** @description what its rule measures, for people */
                        measures: string;
                        /** @description when it is told again unless somebody takes it on */
                        nextTold: string | null;
                        /** @description of its fund, where its rule says so */
                        pause: {
                            /** @description found: the fund was paused already */
                            how: ("sent" | "found") | null;
                            /** @enum {string} */
                            state: "under way" | "paused" | "refused" | "given up";
                            txHash: string | null;
                        } | null;
                        raisedAt: string;
                        resolution: {
                            by: string;
                            /** @enum {string} */
                            how: "person" | "healthy";
                            note: string;
                        } | null;
                        /** @enum {string} */
                        rule: "stuck-intent" | "quorum-missing" | "verifier-silent" | "loss-bucket" | "price-deviation" | "nonce-drift" | "low-balance" | "chain-lagging" | "bots-quarantined";
                        /** @enum {string} */
                        severity: "notice" | "warning" | "critical";
                        /** @enum {string} */
                        state: "open" | "acknowledged" | "resolved";
                        subject: string;
                        threshold: number;
                        /** @description of value and threshold */
                        unit: string;
                        /** @description of the last breach */
                        value: number;
                    };
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            /** @description the key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    postIncidentsResolve: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart. */
                "idempotency-key"?: components["parameters"]["idempotencyKey"];
            };
            path: {
                /** @description such as main.loss-bucket.1 */
                incidentId: components["parameters"]["incidentId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description what there is to say about it */
                    note?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        acknowledged: {
                            by: string;
                            note: string;
                        } | null;
                        /**
                         * @description where the value stands to the threshold when it is breached
                         * @enum {string}
                         */
                        breachedWhen: "at or above" | "below";
                        /** @description looks that found the rule breached */
                        breaches: number;
                        /**
                         * @description what its rule says now
                         * @enum {string}
                         */
                        condition: "breached" | "recovering" | "over";
                        detail: string;
                        /** @description how often it was told again */
                        escalations: number;
                        /** @description empty: of the swarm as a whole */
                        fundId: string;
                        id: string;
                        /** @description of the last breach */
                        lastAt: string;
                        /** @description what its rule measures, for people */
                        measures: string;
                        /** @description when it is told again unless somebody takes it on */
                        nextTold: string | null;
                        /** @description of its fund, where its rule says so */
                        pause: {
                            /** @description found: the fund was paused already */
                            how: ("sent" | "found") | null;
                            /** @enum {string} */
                            state: "under way" | "paused" | "refused" | "given up";
                            txHash: string | null;
                        } | null;
                        raisedAt: string;
                        resolution: {
                            by: string;
                            /** @enum {string} */
                            how: "person" | "healthy";
                            note: string;
                        } | null;
                        /** @enum {string} */
                        rule: "stuck-intent" | "quorum-missing" | "verifier-silent" | "loss-bucket" | "price-deviation" | "nonce-drift" | "low-balance" | "chain-lagging" | "bots-quarantined";
                        /** @enum {string} */
                        severity: "notice" | "warning" | "critical";
                        /** @enum {string} */
                        state: "open" | "acknowledged" | "resolved";
                        subject: string;
                        threshold: number;
                        /** @description of value and threshold */
                        unit: string;
                        /** @description of the last breach */
                        value: number;
                    };
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            /** @description the key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    getMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The caller, and what it may do. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    getMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The counters. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Metrics"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    getMonitors: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        monitors: {
                            /** @description why the last look failed as a whole */
                            blindBy: string | null;
                            /** @description newest that it saw */
                            block: number | null;
                            everyS: number;
                            /** @description empty: the swarm as a whole */
                            fundId: string;
                            id: string;
                            /** @description those that did not end */
                            incidents: string[];
                            /** @description ISO 8601; null before the first look */
                            lookedAt: string | null;
                            rules: {
                                /**
                                 * @description where the value stands to the threshold when it is breached
                                 * @enum {string}
                                 */
                                breachedWhen: "at or above" | "below";
                                detail: string;
                                /** @description what its rule measures, for people */
                                measures: string;
                                /** @enum {string} */
                                rule: "stuck-intent" | "quorum-missing" | "verifier-silent" | "loss-bucket" | "price-deviation" | "nonce-drift" | "low-balance" | "chain-lagging" | "bots-quarantined";
                                /** @enum {string} */
                                state: "healthy" | "breached" | "blind";
                                subject: string;
                                threshold: number;
                                /** @description of value and threshold */
                                unit: string;
                                /** @description the worst; null: the rule does not apply, or could not be measured */
                                value: number | null;
                            }[];
                        }[];
                    };
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    signInWithToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                };
            };
        };
        responses: {
            /** @description Signed in: the session is in the cookie. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        expiresAt: string;
                        person: string;
                        principal: string;
                        role: string;
                    };
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Signed out. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        signedOut: true;
                    };
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    signInWithEthereum: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    message: string;
                    signature: components["schemas"]["Signature"];
                };
            };
        };
        responses: {
            /** @description Signed in: the session is in the cookie. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        expiresAt: string;
                        person: string;
                        principal: string;
                        role: string;
                    };
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    getEthereumMessage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    address: components["schemas"]["EvmAddress"];
                };
            };
        };
        responses: {
            /** @description The text to sign. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        message: string;
                    };
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    listSwarmTurns: {
        parameters: {
            query?: {
                /** @description the first turns after this sequence number; absent: the newest */
                after?: number;
                /** @description only turns before this sequence number */
                before?: components["parameters"]["before"];
                /** @description only turns of this fund’s bots */
                fund?: string;
                /** @description rows of a page */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the turns of all bots that are there for the caller. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SwarmTurns"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            /** @description That far back the journal is not kept (`JOURNAL_TRUNCATED`); `details.earliest` is the first sequence that is. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    searchTurns: {
        parameters: {
            query?: {
                /** @description only turns after this sequence number */
                after?: number;
                /** @description only turns before this sequence number: `next` of the page before */
                before?: number;
                /** @description only turns of this bot, such as `fund:main` */
                bot?: string;
                /** @description only turns that took this event; with `*` at its end, whatever begins so */
                event?: string;
                /** @description only turns that stated this fact; with `*` at its end, whatever begins so */
                fact?: string;
                /** @description only turns of this fund’s bots */
                fund?: string;
                /** @description rows of a page */
                limit?: components["parameters"]["limit"];
                /** @description only turns with this text in what came in or went out; small letters or large */
                text?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of a journal search. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TurnsFound"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            /** @description That far back the journal is not kept (`JOURNAL_TRUNCATED`); `details.earliest` is the first sequence that is. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["Invalid"];
            403: components["responses"]["NotPermitted"];
            500: components["responses"]["Bug"];
        };
    };
    getPrometheusMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Prometheus’ text format, version 0.0.4. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            500: components["responses"]["Bug"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Busy"];
            504: components["responses"]["Timeout"];
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It can. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            400: components["responses"]["Invalid"];
            403: components["responses"]["NotPermitted"];
            500: components["responses"]["Bug"];
            /** @description It cannot: see what is not `ok`. */
            503: {
                headers: {
                    /** @description seconds to wait before the next attempt */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
        };
    };
}
