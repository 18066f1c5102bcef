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
package io.plimsoll.core.account;

/**
 * The accounts that this command has changed or whose bound was passed, each once, in the order in which that happened.
 * They are tested once, at the end of the phase. Empty between commands. The record of an account keeps why it is here:
 * <pre>
 *   1 a price, or anything that no bound tells apart      4 a bound against a loss at a line that is armed
 *   2 a change of its own                                  8 a bound against a gain there
 * </pre>
 */
public final class TouchedAccounts
{
    private static final int ROOM_ASKED = 3;
    /** A bound against a loss has been passed. */
    public static final int LOSS = 4;
    /** A bound against a gain has been passed. */
    public static final int GAIN = 8;

    private static final int PRICE = 1;
    private static final int OWN_CHANGE = 2;

    private final AccountRecord account;
    private final int[] indexes;
    private int count;

    /**
     * A list with room for every account.
     *
     * @param accounts whose records carry the mark.
     * @param capacity number of accounts.
     */
    public TouchedAccounts(final Accounts accounts, final int capacity)
    {
        account = accounts.newAccountRecord();
        indexes = new int[capacity];
    }

    /**
     * Notes an account that its own command has changed. Its room for orders ends.
     *
     * @param accountIndex of the account.
     */
    public void touch(final int accountIndex)
    {
        note(accountIndex, OWN_CHANGE);
        account.roomState(0);
    }

    /**
     * Notes an account of which orders have gone. Its room for orders stays: they only leave more.
     *
     * @param accountIndex of the account.
     */
    public void touchByOrders(final int accountIndex)
    {
        note(accountIndex, OWN_CHANGE);
    }

    /**
     * Notes an account that has traded with an order that it had room for. The room stays but for a few atoms: at every
     * mark the requirement counted what the trade has now cost.
     *
     * @param accountIndex of the account.
     * @param costAtoms    that the requirement did not count.
     */
    public void touchByTrade(final int accountIndex, final long costAtoms)
    {
        note(accountIndex, OWN_CHANGE);
        account.roomAtoms(account.roomAtoms() - costAtoms);
    }

    /**
     * Notes an account of which only a price has passed a bound. Its room for orders ends.
     *
     * @param accountIndex of the account.
     */
    public void touchByPrice(final int accountIndex)
    {
        note(accountIndex, PRICE);
        account.roomState(0);
    }

    /**
     * Notes an account of which only a bound in one direction has been passed. Its room for orders ends.
     *
     * @param accountIndex of the account.
     * @param direction    {@link #LOSS} or {@link #GAIN}.
     */
    public void touchByBound(final int accountIndex, final int direction)
    {
        note(accountIndex, direction);
        account.roomState(0);
    }

    /**
     * Whether the bounds of an account in a direction hold as they are: none of them has been passed, and nothing else
     * has happened to the account.
     *
     * @param accountIndex of an account noted.
     * @param direction    {@link #LOSS} or {@link #GAIN}.
     * @return true if so.
     */
    public boolean holds(final int accountIndex, final int direction)
    {
        account.wrap(accountIndex);
        return (account.touched() & (PRICE | OWN_CHANGE | direction)) == 0;
    }

    /**
     * Notes an account of which orders have come, or have gone, that its bounds do not know. It is to get a room for
     * orders, if it can have one.
     *
     * @param accountIndex of the account.
     */
    public void retest(final int accountIndex)
    {
        note(accountIndex, PRICE);
        account.roomState(ROOM_ASKED);
    }

    /**
     * Notes an account that has just been dealt with: what happened to it until now is no reason to serve it again. Its
     * room for orders ends.
     *
     * @param accountIndex of the account.
     */
    public void settle(final int accountIndex)
    {
        note(accountIndex, PRICE);
        account.touched(PRICE);
        account.roomState(0);
    }

    /**
     * Number of accounts noted.
     *
     * @return number.
     */
    public int count()
    {
        return count;
    }

    /**
     * An account noted.
     *
     * @param place from 0.
     * @return index of the account.
     */
    public int get(final int place)
    {
        return indexes[place];
    }

    /**
     * Whether an account itself has changed.
     *
     * @param accountIndex of an account noted.
     * @return true if so, false if only a price passed a bound.
     */
    public boolean isOwnChange(final int accountIndex)
    {
        account.wrap(accountIndex);
        return (account.touched() & OWN_CHANGE) != 0;
    }

    /**
     * Clears the mark of an account.
     *
     * @param accountIndex of the account.
     */
    public void clear(final int accountIndex)
    {
        account.wrap(accountIndex);
        account.touched(0);
    }

    /**
     * Notes an account again, whose mark was not cleared, after the list was forgotten.
     *
     * @param accountIndex of the account.
     */
    public void keep(final int accountIndex)
    {
        indexes[count++] = accountIndex;
    }

    /** Forgets the list; each account in it has been cleared, or is kept. */
    public void reset()
    {
        count = 0;
    }

    private void note(final int accountIndex, final int reason)
    {
        account.wrap(accountIndex);
        final int known = account.touched();
        if (known == 0)
        {
            indexes[count++] = accountIndex;
        }
        account.touched(known | reason);
    }
}
