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

/**
 * What became of a command: {@link #ACCEPTED} or the reason of its refusal. The numbers are part of the wire format and
 * never change their meaning. A refusal carries two values, {@code limitValue} (what the rule asks for) and
 * {@code actualValue} (what the command or account has), in the unit that the description names.
 */
public final class ResultCode
{
    /** Accepted. */
    public static final int ACCEPTED = 0;
    /** The bytes are not a message of this schema and version, or too short. Values: length needed, length found. */
    public static final int MALFORMED = 1;
    /** The template id is not a command. Values: 0, the id. */
    public static final int UNKNOWN_COMMAND = 2;
    /** A field is out of its range. Values: the nearest valid value, the value found. */
    public static final int FIELD_OUT_OF_RANGE = 3;
    /** A slab is full. Values: its capacity, what was asked for. {@code slabId} names it. */
    public static final int CAPACITY_EXCEEDED = 4;
    /** The feature is not in this release. Values: what is supported, what was asked for. */
    public static final int NOT_SUPPORTED = 5;
    /** The session is not open. Values: sessions opened so far, the session id. */
    public static final int SESSION_NOT_OPEN = 6;
    /** The account belongs to another principal. Values: 0, the id. */
    public static final int NOT_OWNER = 7;
    /** The id is already taken. Values: 0, the id. */
    public static final int ALREADY_EXISTS = 8;
    /** No such asset. Values: 0, the id. */
    public static final int UNKNOWN_ASSET = 9;
    /** No such instrument. Values: 0, the id. */
    public static final int UNKNOWN_INSTRUMENT = 10;
    /** No such account. Values: 0, the id. */
    public static final int UNKNOWN_ACCOUNT = 11;
    /** No such live order of this account. Values: 0, the id. */
    public static final int UNKNOWN_ORDER = 12;
    /** The listing could overflow 64 bits: value bound and worst value, in atoms, capped at the largest long. */
    public static final int LISTING_OVERFLOW = 13;
    /** Sub-ticks per tick do not divide the contract factor. Values: contract factor, sub-ticks. */
    public static final int SCALE_NOT_DIVISIBLE = 14;
    /** Bracket bounds or rates do not rise. Values: the previous one, the offending one. */
    public static final int BRACKETS_NOT_RISING = 15;
    /** Largest line times top rate reaches 1. Values: largest rate allowed, rate found, in ppm. */
    public static final int RATE_TOO_HIGH = 16;
    /** The initial requirement is not above the target. Values: least factor, factor found, in ppm. */
    public static final int INITIAL_FACTOR_TOO_LOW = 17;
    /** One lot at the least mark is too small for the rounding of sizes. Values: atoms needed, atoms found. */
    public static final int LOT_VALUE_TOO_SMALL = 18;
    /** The instrument or asset has no price yet. Values: 0, its id. */
    public static final int MARK_MISSING = 19;
    /** A price is outside the listed range. Values: the bound, the price. */
    public static final int PRICE_OUT_OF_RANGE = 20;
    /** A batch names one instrument or asset twice. Values: 0, the id. */
    public static final int DUPLICATE_PRICE = 21;
    /** The balance does not suffice. Values: atoms asked for, atoms there. */
    public static final int INSUFFICIENT_BALANCE = 22;
    /** The margin does not suffice. Values: atoms of initial requirement, atoms of equity. */
    public static final int INSUFFICIENT_MARGIN = 23;
    /** A balance would pass, or has passed, its bound. Values: the bound, the balance. */
    public static final int BALANCE_LIMIT = 24;
    /** The position with its orders would pass a bound. Values: the bound in lots, lots that would result. */
    public static final int POSITION_LIMIT = 25;
    /** The sum of notionals at their highest marks would pass 2^61. Values: the bound, the sum, in atoms. */
    public static final int NOTIONAL_LIMIT = 26;
    /** A fill-or-kill order cannot be filled. Values: lots asked for, lots there. */
    public static final int NOT_FILLABLE = 27;
    /** A post-only order would trade. Values: its price, the best opposite price, in ticks. */
    public static final int WOULD_TRADE = 28;
    /** A reduce-only order exceeds what can be reduced. Values: lots that can be closed, lots asked for. */
    public static final int NOT_REDUCING = 29;
    /** The order would need more fills than one command may have. Values: the limit, fills needed. */
    public static final int SWEEP_TOO_LARGE = 30;
    /** The account is below a line and may only reduce. Values: equity needed, equity, in atoms. */
    public static final int REDUCE_ONLY_ACCOUNT = 31;
    /** Below maintenance only an immediate-or-cancel order is accepted. Values: maintenance, equity, in atoms. */
    public static final int IMMEDIATE_ONLY = 32;
    /** The limit is outside the band or worse than the zero price. Values: the bound, the limit, in ticks. */
    public static final int LIMIT_NOT_SAFE = 33;
    /** The mark is below the least one, no new risk is accepted. Values: least mark, mark, in sub-ticks. */
    public static final int MARK_BELOW_MINIMUM = 34;
    /** The replacement changes nothing or is not above 0. Values: 1, the quantity. */
    public static final int NOTHING_TO_REPLACE = 35;
    /** The reference asset must be listed first and once. Values: 0, the asset id. */
    public static final int REFERENCE_ASSET = 36;
    /** The command may only come from the host. Values: 0, the session id. */
    public static final int HOST_ONLY = 37;

    /** The account has as many resting orders as it may have. Values: the limit, the orders that would result. */
    public static final int ORDER_LIMIT = 38;

    /** The account has a live order with this client id. Values: the engine's id of that order, the client id. */
    public static final int DUPLICATE_CLIENT_ORDER_ID = 39;
    /** The order would expire before it is entered. Values: time of the command, the deadline, epoch nanoseconds. */
    public static final int EXPIRY_PASSED = 40;
    /** An iceberg would have too many slices. Values: the most, those that it would have. */
    public static final int ICEBERG_PARTS = 41;
    /** A stop would be triggered at once. Values: its trigger price, the price now, in sub-ticks. */
    public static final int WOULD_TRIGGER = 42;
    /** A stop whose price was passed waits for its turn and is not replaced. Values: 0, its id. */
    public static final int ORDER_WAITING = 43;

    /** An instrument does not go from its state to the one asked for. Values: its state, the state asked for. */
    public static final int TRANSITION_NOT_ALLOWED = 60;
    /** The state of the instrument does not accept the command. Values: the state OPEN, its state. */
    public static final int INSTRUMENT_STATE = 61;
    /** The instrument is being uncrossed and accepts nothing. Values: 0, the price of the auction, 0 between two. */
    public static final int UNCROSSING = 62;
    /** The orders that were left when an auction was halted cross. Values: the best sell, the best buy, in ticks. */
    public static final int BOOK_CROSSED = 63;
    /** The limit lies outside the static band. Values: the edge of the band, the limit, in ticks. */
    public static final int STATIC_BAND = 64;
    /** The order has too many lots. Values: the most, the lots. */
    public static final int ORDER_LOTS_LIMIT = 65;
    /** The order is worth too much at its limit or the mark. Values: the most, its value, in atoms. */
    public static final int ORDER_VALUE_LIMIT = 66;
    /** The order is worth too little at its limit and does not close its position. Values: the least, its value. */
    public static final int ORDER_VALUE_TOO_LOW = 67;
    /** The account has as many resting orders in the instrument as it may. Values: the limit, what would result. */
    public static final int OPEN_ORDERS_LIMIT = 68;
    /** A kill switch stops new orders. Values: its scope, the id of its target. */
    public static final int KILL_SWITCH = 69;
    /** The kill switch is engaged, or released, already. Values: the action that would change it, the one asked for. */
    public static final int KILL_SWITCH_UNCHANGED = 70;
    /** No such principal has opened a session. Values: 0, the id. */
    public static final int UNKNOWN_PRINCIPAL = 71;

    /** A haircut band weighs more than the one before it. Values: the weight before, this weight, ppm. */
    public static final int BANDS_NOT_FALLING = 90;
    /** What is held, or lent, cannot change its weights. Values: 0, atoms held or lent. */
    public static final int ASSET_IN_USE = 91;
    /** The collateral of the account could be worth too much. Values: the bound, what it would be, reference atoms. */
    public static final int COLLATERAL_LIMIT = 92;

    /** The index has sources, and no batch prices it. Values: their number, the id of the instrument or asset. */
    public static final int PRICED_BY_SOURCES = 100;
    /** The index has no such source. Values: 0, its id. */
    public static final int UNKNOWN_SOURCE = 101;
    /** An index names one source twice. Values: 0, its id. */
    public static final int DUPLICATE_SOURCE = 102;
    /** The source has said this before. Values: the least sequence accepted, the sequence. */
    public static final int ORACLE_SEQUENCE = 103;
    /** The source's time is too old, or too far ahead. Values: the bound, its time, epoch nanoseconds. */
    public static final int ORACLE_TIME = 104;
    /** The venue's own book weighs too much in an index. Values: the most, its weight. */
    public static final int OWN_BOOK_WEIGHT = 105;
    /** An index is in a state that does not allow it. Values: the id of the instrument or asset, the state. */
    public static final int ORACLE_STATE = 106;

    /** The account is below its initial requirement and may only reduce. Values: IM, E_slow. */
    public static final int RESTRICTED_ACCOUNT = 117;
    /** A withdrawal or transfer would leave less equity than a share of the notional. Values: the share, the rest. */
    public static final int WITHDRAW_RULE = 128;
    /** A transfer goes back to the account that it comes from. Values: 0, its id. */
    public static final int SAME_ACCOUNT = 129;
    /** A question about what an account would be has too many parts of a kind. Values: the most, those that it has. */
    public static final int QUESTION_TOO_LARGE = 125;

    /** More of the instrument would be open than its depth elsewhere allows. Values: the limit, what would be, lots. */
    public static final int OPEN_INTEREST_LIMIT = 130;
    /** The asset is not lent. Values: 0, its id. */
    public static final int LOANS_NOT_LISTED = 107;
    /** The pool cannot lend so much: cash less reserve. Values: atoms that it can lend, atoms asked for. */
    public static final int POOL_LIMIT = 108;
    /** More would be repaid than is owed. Values: atoms owed, atoms to be repaid. */
    public static final int LOAN_EXCEEDED = 109;
    /** A loan, or what a repayment would leave of it, is less than is lent. Values: least atoms, atoms it would be. */
    public static final int LOAN_TOO_SMALL = 110;
    /** What would leave is not there: accounts are short of it. Values: atoms that can leave, atoms asked for. */
    public static final int CUSTODY_LIMIT = 111;

    /** An isolated account trades one instrument. Values: its id, 0 once the account is closed; the one asked for. */
    public static final int ISOLATED_INSTRUMENT = 131;
    /** The account is no open isolated account of the parent, or is one and has none. Values: the parent, its id. */
    public static final int ISOLATED_ACCOUNT = 132;
    /** The account has as many isolated accounts as it may. Values: the limit, what would result. */
    public static final int ISOLATED_LIMIT = 133;
    /** An isolated account has something open, or owes something. Values: 0, positions and orders, or its cash. */
    public static final int ISOLATED_IN_USE = 134;
    /** No such venue is registered, or the account has nothing there. Values: its venue or 0, the id. */
    public static final int UNKNOWN_VENUE = 136;
    /** The key is not the one that the venue is registered with. Values: first eight bytes of that one, of this. */
    public static final int VENUE_KEY = 137;
    /** The signature of an attestation is not genuine. Values: the verdict GENUINE, the verdict of the ingress. */
    public static final int FORGED_ATTESTATION = 138;
    /** The venue is revoked. Values: from when it may be registered anew, now, epoch nanoseconds. */
    public static final int VENUE_REVOKED = 139;
    /** What the account has at another venue is still worth something. Values: that venue, the venue asked for. */
    public static final int PLEDGED_ELSEWHERE = 140;
    /** The venue has attested this before. Values: the least sequence accepted, the sequence. */
    public static final int ATTESTATION_SEQUENCE = 141;
    /** An attestation is too old, not after the last one, or of a time to come. Values: the bound, its time. */
    public static final int ATTESTATION_TIME = 142;

    /** Number of codes with those left free: they run from 0 to {@code COUNT - 1}. */
    public static final int COUNT = 144;

    private static final String UNKNOWN = "UNKNOWN";
    private static final String[] NAMES = names();

    private ResultCode()
    {
    }

    /**
     * Name of a code.
     *
     * @param code to be named.
     * @return its constant's name, or {@code UNKNOWN} for one that is left free.
     */
    public static String name(final int code)
    {
        return isKnown(code) ? NAMES[code] : UNKNOWN;
    }

    /**
     * Whether a number is a code.
     *
     * @param code any.
     * @return false for numbers out of range and for those left free.
     */
    public static boolean isKnown(final int code)
    {
        return code >= 0 && code < COUNT && NAMES[code] != null;
    }

    /** Each range of numbers on its own; what lies between them is free. */
    private static String[] names()
    {
        final String[] names = new String[COUNT];
        enter(names, ACCEPTED,
            "ACCEPTED", "MALFORMED", "UNKNOWN_COMMAND", "FIELD_OUT_OF_RANGE", "CAPACITY_EXCEEDED", "NOT_SUPPORTED",
            "SESSION_NOT_OPEN", "NOT_OWNER", "ALREADY_EXISTS", "UNKNOWN_ASSET", "UNKNOWN_INSTRUMENT",
            "UNKNOWN_ACCOUNT", "UNKNOWN_ORDER", "LISTING_OVERFLOW", "SCALE_NOT_DIVISIBLE", "BRACKETS_NOT_RISING",
            "RATE_TOO_HIGH", "INITIAL_FACTOR_TOO_LOW", "LOT_VALUE_TOO_SMALL", "MARK_MISSING", "PRICE_OUT_OF_RANGE",
            "DUPLICATE_PRICE", "INSUFFICIENT_BALANCE", "INSUFFICIENT_MARGIN", "BALANCE_LIMIT", "POSITION_LIMIT",
            "NOTIONAL_LIMIT", "NOT_FILLABLE", "WOULD_TRADE", "NOT_REDUCING", "SWEEP_TOO_LARGE", "REDUCE_ONLY_ACCOUNT",
            "IMMEDIATE_ONLY", "LIMIT_NOT_SAFE", "MARK_BELOW_MINIMUM", "NOTHING_TO_REPLACE", "REFERENCE_ASSET",
            "HOST_ONLY", "ORDER_LIMIT");
        enter(names, DUPLICATE_CLIENT_ORDER_ID, "DUPLICATE_CLIENT_ORDER_ID", "EXPIRY_PASSED", "ICEBERG_PARTS",
            "WOULD_TRIGGER", "ORDER_WAITING");
        enter(names, TRANSITION_NOT_ALLOWED,
            "TRANSITION_NOT_ALLOWED", "INSTRUMENT_STATE", "UNCROSSING", "BOOK_CROSSED",
            "STATIC_BAND", "ORDER_LOTS_LIMIT", "ORDER_VALUE_LIMIT", "ORDER_VALUE_TOO_LOW", "OPEN_ORDERS_LIMIT",
            "KILL_SWITCH", "KILL_SWITCH_UNCHANGED", "UNKNOWN_PRINCIPAL");
        enter(names, PRICED_BY_SOURCES, "PRICED_BY_SOURCES", "UNKNOWN_SOURCE", "DUPLICATE_SOURCE", "ORACLE_SEQUENCE",
            "ORACLE_TIME", "OWN_BOOK_WEIGHT", "ORACLE_STATE");
        enter(names, WITHDRAW_RULE, "WITHDRAW_RULE", "SAME_ACCOUNT", "OPEN_INTEREST_LIMIT",
            "ISOLATED_INSTRUMENT", "ISOLATED_ACCOUNT", "ISOLATED_LIMIT", "ISOLATED_IN_USE");
        enter(names, QUESTION_TOO_LARGE, "QUESTION_TOO_LARGE");
        enter(names, LOANS_NOT_LISTED, "LOANS_NOT_LISTED", "POOL_LIMIT", "LOAN_EXCEEDED", "LOAN_TOO_SMALL",
            "CUSTODY_LIMIT");
        enter(names, UNKNOWN_VENUE, "UNKNOWN_VENUE", "VENUE_KEY", "FORGED_ATTESTATION", "VENUE_REVOKED",
            "PLEDGED_ELSEWHERE", "ATTESTATION_SEQUENCE", "ATTESTATION_TIME");
        enter(names, RESTRICTED_ACCOUNT, "RESTRICTED_ACCOUNT");
        enter(names, BANDS_NOT_FALLING, "BANDS_NOT_FALLING", "ASSET_IN_USE", "COLLATERAL_LIMIT");
        return names;
    }

    private static void enter(final String[] names, final int first, final String... range)
    {
        System.arraycopy(range, 0, names, first, range.length);
    }
}
