/*
 * Copyright 2026 Plimsoll contributors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 * https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.plimsoll.core;

import io.plimsoll.core.account.AccountRecord;
import io.plimsoll.core.account.Accounts;
import io.plimsoll.core.codec.Refusal;
import io.plimsoll.core.control.Sessions;

/** Which account a command may act on: one of the principal whose session sent it. */
final class Access
{
    private final Refusal refusal;
    private final Accounts accounts;
    private final Sessions sessions;
    private final AccountRecord account;

    Access(final Refusal refusal, final Accounts accounts, final Sessions sessions)
    {
        this.refusal = refusal;
        this.accounts = accounts;
        this.sessions = sessions;
        account = accounts.newAccountRecord();
    }

    /** Whether an account has an id, and belongs to the sender. */
    boolean isOwn(final int accountIndex, final long accountId, final int sessionId)
    {
        account.wrap(accountIndex);
        return account.accountId() == accountId && account.principal() == sessions.principalOf(sessionId);
    }

    /** Index of an account of the sender, of anybody for the host's session 0; 0 if the command is refused. */
    int accountOf(final long accountId, final int sessionId)
    {
        final int index = accounts.find(accountId);
        if (sessionId != 0 || index == 0)
        {
            return ownAccount(accountId, sessionId);
        }
        return index;
    }

    /** Index of an account of the sender, 0 if the command is refused. */
    int ownAccount(final long accountId, final int sessionId)
    {
        final int index = accounts.find(accountId);
        if (index == 0)
        {
            refusal.refuse(ResultCode.UNKNOWN_ACCOUNT, 0, accountId);
            return 0;
        }
        account.wrap(index);
        final int principal = sessions.principalOf(sessionId);
        if (account.principal() != principal)
        {
            // Whose it is is nobody else's business.
            refusal.refuse(ResultCode.NOT_OWNER, 0, accountId);
            return 0;
        }
        return index;
    }
}
