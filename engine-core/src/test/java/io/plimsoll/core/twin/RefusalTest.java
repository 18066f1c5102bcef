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
package io.plimsoll.core.twin;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.EffectSink;
import io.plimsoll.core.Engine;
import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.generated.AccountQueryEncoder;
import io.plimsoll.core.codec.generated.AttestEncoder;
import io.plimsoll.core.codec.generated.BorrowEncoder;
import io.plimsoll.core.codec.generated.CancelByClientIdEncoder;
import io.plimsoll.core.codec.generated.CancelOrderEncoder;
import io.plimsoll.core.codec.generated.CommandAcceptedDecoder;
import io.plimsoll.core.codec.generated.CommandRejectedDecoder;
import io.plimsoll.core.codec.generated.ContinueEncoder;
import io.plimsoll.core.codec.generated.DepositEncoder;
import io.plimsoll.core.codec.generated.KillSwitchEncoder;
import io.plimsoll.core.codec.generated.ListAssetEncoder;
import io.plimsoll.core.codec.generated.ListInstrumentEncoder;
import io.plimsoll.core.codec.generated.MessageHeaderDecoder;
import io.plimsoll.core.codec.generated.NewOrderEncoder;
import io.plimsoll.core.codec.generated.OpenAccountEncoder;
import io.plimsoll.core.codec.generated.OraclePricesEncoder;
import io.plimsoll.core.codec.generated.PriceBatchEncoder;
import io.plimsoll.core.codec.generated.RegisterVenueEncoder;
import io.plimsoll.core.codec.generated.RepayEncoder;
import io.plimsoll.core.codec.generated.ReplaceOrderEncoder;
import io.plimsoll.core.codec.generated.RevokeCreditEncoder;
import io.plimsoll.core.codec.generated.SessionOpenEncoder;
import io.plimsoll.core.codec.generated.SetDepthEncoder;
import io.plimsoll.core.codec.generated.SetExposureEncoder;
import io.plimsoll.core.codec.generated.SetHaircutBandsEncoder;
import io.plimsoll.core.codec.generated.SetIndexSourcesEncoder;
import io.plimsoll.core.codec.generated.SetInstrumentStateEncoder;
import io.plimsoll.core.codec.generated.SetIsolatedEncoder;
import io.plimsoll.core.codec.generated.SetLoanTermsEncoder;
import io.plimsoll.core.codec.generated.SetTradingLimitsEncoder;
import io.plimsoll.core.codec.generated.SetWithdrawRuleEncoder;
import io.plimsoll.core.codec.generated.SupplyPoolEncoder;
import io.plimsoll.core.codec.generated.TransferEncoder;
import io.plimsoll.core.codec.generated.WhatIfEncoder;
import io.plimsoll.core.codec.generated.WithdrawEncoder;
import io.plimsoll.core.codec.generated.WithdrawPoolEncoder;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.function.Consumer;

/** Every reason for a refusal with its two numbers, and an engine that is afterwards as it was before. */
class RefusalTest
{
    private static final long TRADER = 1;
    private static final long MAKER = 2;
    private static final long CASH = 1L << 50;
    private static final int BTC = 10;
    private static final int HEADER = MessageHeaderDecoder.ENCODED_LENGTH;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[EngineLimits.COMMAND_LENGTH_MAX]);
    private final boolean[] met = new boolean[ResultCode.COUNT];
    private Engine engine = new Engine(limits());

    @AfterEach
    void close()
    {
        engine.close();
    }

    @Test
    void shouldReachEveryCodeWithItsNumbers()
    {
        met[ResultCode.ACCEPTED] = true;
        refuseBytes();
        refuseBeforeAnythingIsListed();
        refuseListings();
        refuseAccounts();
        refusePrices();
        refuseStates();
        refuseOrders();
        refuseClientOrderIds();
        refuseTerms();
        refuseRisk();
        refuseInDistress();
        refuseAtCapacity();
        refuseOneOrderTooMany();
        refuseAroundAnAuction();
        refuseOracles();
        refuseHaircuts();
        refuseMovesOutOfAccounts();
        refuseLoans();
        refuseWhatIsShort();
        refuseCredit();

        for (int code = 0; code < ResultCode.COUNT; code++)
        {
            assertThat(met[code]).as(ResultCode.name(code)).isEqualTo(ResultCode.isKnown(code));
        }
    }

    private static EngineLimits limits()
    {
        return EngineLimits.builder().sessions(3).assets(3).instruments(4).accounts(4).balances(1).positions(6)
            .orders(12).priceLevels(8).fillsPerCommandMax(4).liquidationStepsPerCommand(4).cancelsPerCommand(4)
            .positionsPerAccount(3).build();
    }

    private int send(final Command command)
    {
        final int length = command.encode(buffer);
        return engine.apply(engine.lastSequence() + 1, 1, command.session, buffer, 0, length);
    }

    private void accept(final Command command)
    {
        assertThat(ResultCode.name(send(command))).as(command.toString()).isEqualTo("ACCEPTED");
    }

    private CommandRejectedDecoder refused(final int code, final long limit, final long actual)
    {
        final EffectSink effects = engine.effects();
        final CommandRejectedDecoder rejected = new CommandRejectedDecoder().wrapAndApplyHeader(
            effects.buffer(), EffectSink.FRAME_HEADER_LENGTH, new MessageHeaderDecoder());
        assertThat(effects.count()).isEqualTo(1);
        assertThat(ResultCode.name(rejected.resultCode())).isEqualTo(ResultCode.name(code));
        assertThat(rejected.limitValue()).as("%s limit", ResultCode.name(code)).isEqualTo(limit);
        assertThat(rejected.actualValue()).as("%s actual", ResultCode.name(code)).isEqualTo(actual);
        met[code] = true;
        return rejected;
    }

    private CommandRejectedDecoder refuse(final int code, final long limit, final long actual, final Command command)
    {
        final long before = engine.stateDigest();
        assertThat(ResultCode.name(send(command))).as(command.toString()).isEqualTo(ResultCode.name(code));
        assertThat(engine.stateDigest()).as("%s changes nothing", ResultCode.name(code)).isEqualTo(before);
        return refused(code, limit, actual);
    }

    private void refuseFull(final String slab, final long capacity, final Command command)
    {
        final CommandRejectedDecoder rejected =
            refuse(ResultCode.CAPACITY_EXCEEDED, capacity, capacity + 1, command);
        assertThat(engine.slab(rejected.slabId()).name()).isEqualTo(slab);
    }

    private static Command command(final int template, final Consumer<Command> fields)
    {
        final Command command = new Command(template);
        fields.accept(command);
        return command;
    }

    private static Command session(final long principal)
    {
        return command(SessionOpenEncoder.TEMPLATE_ID, fields ->
        {
            fields.session = 0;
            fields.id = principal;
        });
    }

    private static Command asset(final int id, final Consumer<TwinAsset> terms)
    {
        return command(ListAssetEncoder.TEMPLATE_ID, fields ->
        {
            final TwinAsset asset = new TwinAsset();
            asset.id = id;
            asset.unit = 1;
            asset.maxPrice = id == 1 ? 1 : 1_000;
            asset.maxBalance = 1L << 40;
            asset.haircutPpm = 1_000_000;
            asset.callPpm = id == 1 ? 1_270_000 : 0;
            asset.releasePpm = id == 1 ? 1_300_000 : 0;
            if (id == 1)
            {
                asset.maxBalance = 1L << 60;
            }
            terms.accept(asset);
            fields.newAsset = asset;
        });
    }

    private static Command instrument(final int id, final Consumer<TwinInstrument> terms)
    {
        return command(ListInstrumentEncoder.TEMPLATE_ID, fields ->
        {
            final TwinInstrument instrument = new TwinInstrument();
            instrument.id = id;
            instrument.contractFactor = 1_000_000;
            instrument.subTicks = 10;
            instrument.minMark = 100;
            instrument.maxMark = 1_000_000;
            instrument.maxPosition = 1_000;
            instrument.takerFeePpm = 0;
            instrument.thetaPpm = 1_100_000;
            instrument.betaPpm = 500_000;
            instrument.initialFactorPpm = 1_600_000;
            instrument.maxLeverage = 100;
            instrument.bandPpm = 10_000;
            instrument.lower = new long[]{0, 1_000_000_000_000L};
            instrument.ratePpm = new int[]{50_000, 100_000};
            instrument.penaltyPpm = new int[]{5_000, 10_000};
            terms.accept(instrument);
            fields.newInstrument = instrument;
        });
    }

    private static Command account(final long id)
    {
        return command(OpenAccountEncoder.TEMPLATE_ID, fields -> fields.account = id);
    }

    private static Command move(final int template, final long account, final int asset, final long amount)
    {
        return command(template, fields ->
        {
            fields.account = account;
            fields.asset = asset;
            fields.amount = amount;
        });
    }

    private static Command deposit(final long account, final int asset, final long amount)
    {
        return move(DepositEncoder.TEMPLATE_ID, account, asset, amount);
    }

    private static Command mark(final int instrument, final long mark)
    {
        return command(PriceBatchEncoder.TEMPLATE_ID, fields -> fields.marks = new long[][]{{instrument, mark}});
    }

    private static Command price(final int asset, final long price)
    {
        return command(PriceBatchEncoder.TEMPLATE_ID, fields -> fields.prices = new long[][]{{asset, price}});
    }

    private static Command order(final long account, final int side, final long price, final long lots)
    {
        return command(NewOrderEncoder.TEMPLATE_ID, fields ->
        {
            fields.account = account;
            fields.instrument = BTC;
            fields.side = side;
            fields.price = price;
            fields.lots = lots;
        });
    }

    private static Command order(
        final long account, final int side, final long price, final long lots, final Consumer<Command> more)
    {
        final Command command = order(account, side, price, lots);
        more.accept(command);
        return command;
    }

    private static Command credit(final int template, final Consumer<Command> fields)
    {
        return command(template, command ->
        {
            command.session = 1;
            command.venue = 3;
            command.key = 7;
            command.untilNs = 60_000_000_000L;
            command.capPpm = 100_000;
            command.account = TRADER;
            command.amount = 1;
            command.id = 5;
            command.fromNs = 1;
            command.verdict = 1;
            fields.accept(command);
        });
    }

    private void refuseCredit()
    {
        final int attest = AttestEncoder.TEMPLATE_ID;
        refuse(ResultCode.UNKNOWN_VENUE, 0, 3, credit(attest, fields -> {}));
        accept(credit(RegisterVenueEncoder.TEMPLATE_ID, fields -> {}));
        accept(credit(RegisterVenueEncoder.TEMPLATE_ID, fields -> fields.venue = 4));
        refuse(ResultCode.VENUE_KEY, 7, 8, credit(attest, fields -> fields.key = 8));
        refuse(ResultCode.FORGED_ATTESTATION, 1, 2, credit(attest, fields -> fields.verdict = 2));
        refuse(ResultCode.ATTESTATION_TIME, 1, 2, credit(attest, fields -> fields.fromNs = 2));
        refuse(ResultCode.ATTESTATION_TIME, 2 - 120_000_000_000L, 1 - 120_000_000_000L,
            credit(attest, fields -> fields.fromNs = 1 - 120_000_000_000L));
        accept(credit(RegisterVenueEncoder.TEMPLATE_ID, fields -> fields.haircutPpm = 1_000_000));
        accept(credit(attest, fields -> {}));
        refuse(ResultCode.ATTESTATION_SEQUENCE, 6, 5, credit(attest, fields -> {}));
        refuse(ResultCode.PLEDGED_ELSEWHERE, 3, 4, credit(attest, fields -> fields.venue = 4));
        accept(credit(RevokeCreditEncoder.TEMPLATE_ID, fields -> fields.account = 0));
        refuse(ResultCode.VENUE_REVOKED, 60_000_000_001L, 1,
            credit(RevokeCreditEncoder.TEMPLATE_ID, fields -> fields.account = 0));
        refuse(ResultCode.UNKNOWN_VENUE, 3, 4, credit(RevokeCreditEncoder.TEMPLATE_ID, fields -> fields.venue = 4));
    }

    private void refuseBytes()
    {
        accept(session(70));
        final int length = account(TRADER).encode(buffer);
        final long before = engine.stateDigest();
        bytes(15);
        refused(ResultCode.MALFORMED, 16, 15);
        bytes(length - 1);
        refused(ResultCode.MALFORMED, length, length - 1L);
        bytes(length + 1);
        refused(ResultCode.MALFORMED, length - 8L, length - 7L);
        buffer.putShort(4, (short)1);
        bytes(length);
        refused(ResultCode.MALFORMED, MessageHeaderDecoder.SCHEMA_ID, 1);
        account(TRADER).encode(buffer);
        buffer.putShort(6, (short)9);
        bytes(length);
        refused(ResultCode.MALFORMED, MessageHeaderDecoder.SCHEMA_VERSION, 9);
        account(TRADER).encode(buffer);
        buffer.putShort(2, (short)99);
        bytes(length);
        refused(ResultCode.UNKNOWN_COMMAND, 0, 99);
        assertThat(engine.stateDigest()).isEqualTo(before);
    }

    private void bytes(final int length)
    {
        engine.apply(engine.lastSequence() + 1, 1, 1, buffer, 0, length);
    }

    private void refuseBeforeAnythingIsListed()
    {
        refuse(ResultCode.SESSION_NOT_OPEN, 1, 5, order(TRADER, 0, 1, 1, fields -> fields.session = 5));
        refuse(ResultCode.SESSION_NOT_OPEN, 1, 0, order(TRADER, 0, 1, 1, fields -> fields.session = 0));
        refuse(ResultCode.HOST_ONLY, 0, 1, new Command(ContinueEncoder.TEMPLATE_ID));
        refuse(ResultCode.REFERENCE_ASSET, 0, 0, account(TRADER));
        refuse(ResultCode.UNKNOWN_ASSET, 0, 1, instrument(BTC, RefusalTest::asListed));
    }

    private static void asListed(final Object terms)
    {
        assertThat(terms).isNotNull();
    }

    private void refuseListings()
    {
        refuse(ResultCode.FIELD_OUT_OF_RANGE, 1, 2, asset(1, terms -> terms.unit = 2));
        refuse(ResultCode.FIELD_OUT_OF_RANGE, 1_020_000, 1_019_999, asset(1, terms -> terms.callPpm = 1_019_999));
        accept(asset(1, RefusalTest::asListed));
        refuse(ResultCode.ALREADY_EXISTS, 0, 1, asset(1, RefusalTest::asListed));
        refuse(ResultCode.LISTING_OVERFLOW, 1L << 60, 1L << 61, asset(2, terms ->
        {
            terms.maxBalance = 1L << 31;
            terms.maxPrice = 1L << 30;
        }));
        accept(asset(2, terms -> terms.maxBalance = 5_000));
        refuse(ResultCode.MARK_MISSING, 0, 2, instrument(BTC, terms -> terms.settlementAsset = 2));
        refuse(ResultCode.UNKNOWN_ASSET, 0, 9, instrument(BTC, terms -> terms.settlementAsset = 9));
        final Command option = instrument(BTC, RefusalTest::asListed);
        option.kind = 2;
        refuse(ResultCode.NOT_SUPPORTED, 1, 2, option);
        refuse(ResultCode.SCALE_NOT_DIVISIBLE, 1_000_000, 7, instrument(BTC, terms -> terms.subTicks = 7));
        refuse(ResultCode.LISTING_OVERFLOW, (1L << 60) / 100_000, 12_000_000_000_000L,
            instrument(BTC, terms -> terms.maxPosition = 12_000_000));
        refuse(ResultCode.FIELD_OUT_OF_RANGE,
            1_250_000, 1_250_001, instrument(BTC, terms -> terms.thetaPpm = 1_250_001));
        refuse(ResultCode.INITIAL_FACTOR_TOO_LOW, 1_270_000, 1_269_999,
            instrument(BTC, terms -> terms.initialFactorPpm = 1_269_999));
        refuse(ResultCode.BRACKETS_NOT_RISING, 0, 0, instrument(BTC, terms -> terms.lower = new long[]{0, 0}));
        refuse(ResultCode.BRACKETS_NOT_RISING, 100_000, 99_999,
            instrument(BTC, terms -> terms.ratePpm = new int[]{100_000, 99_999}));
        refuse(ResultCode.RATE_TOO_HIGH, 769_230, 769_231,
            instrument(BTC, terms -> terms.ratePpm = new int[]{50_000, 769_231}));
        refuse(ResultCode.LOT_VALUE_TOO_SMALL, 2, 1, instrument(BTC, terms ->
        {
            terms.contractFactor = 10;
            terms.minMark = 200;
        }));
        accept(instrument(BTC, RefusalTest::asListed));
        refuse(ResultCode.ALREADY_EXISTS, 0, BTC, instrument(BTC, RefusalTest::asListed));
    }

    private void refuseAccounts()
    {
        refuse(ResultCode.FIELD_OUT_OF_RANGE, 1, 0, account(0));
        accept(account(TRADER));
        accept(account(MAKER));
        refuse(ResultCode.ALREADY_EXISTS, 0, TRADER, account(TRADER));
        refuse(ResultCode.UNKNOWN_ACCOUNT, 0, 99, deposit(99, 1, 1));
        refuse(ResultCode.UNKNOWN_ASSET, 0, 9, deposit(TRADER, 9, 1));
        refuse(ResultCode.FIELD_OUT_OF_RANGE, 1, 0, deposit(TRADER, 1, 0));
        refuse(ResultCode.MARK_MISSING, 0, 2, deposit(TRADER, 2, 10));
        refuse(ResultCode.BALANCE_LIMIT, 5_000, 5_001, deposit(TRADER, 2, 5_001));
        refuse(ResultCode.INSUFFICIENT_BALANCE, 5, 0, move(WithdrawEncoder.TEMPLATE_ID, TRADER, 1, 5));
        accept(session(71));
        refuse(ResultCode.NOT_OWNER, 0, TRADER, command(AccountQueryEncoder.TEMPLATE_ID, fields ->
        {
            fields.account = TRADER;
            fields.session = 2;
        }));
        accept(deposit(MAKER, 1, CASH));
        refuse(ResultCode.QUESTION_TOO_LARGE, 16, 17, command(WhatIfEncoder.TEMPLATE_ID, fields ->
        {
            fields.account = TRADER;
            fields.trades = new long[17][3];
        }));
    }

    private void refusePrices()
    {
        refuse(ResultCode.MARK_MISSING, 0, BTC, order(MAKER, 0, 100, 1));
        refuse(ResultCode.UNKNOWN_INSTRUMENT, 0, 77, mark(77, 5));
        refuse(ResultCode.PRICE_OUT_OF_RANGE, 1, 0, mark(BTC, 0));
        refuse(ResultCode.PRICE_OUT_OF_RANGE, 1_000_000, 1_000_001, mark(BTC, 1_000_001));
        refuse(ResultCode.REFERENCE_ASSET, 0, 1, price(1, 1));
        refuse(ResultCode.UNKNOWN_ASSET, 0, 5, price(5, 1));
        refuse(ResultCode.DUPLICATE_PRICE, 0, BTC, command(PriceBatchEncoder.TEMPLATE_ID, fields ->
            fields.marks = new long[][]{{BTC, 5}, {BTC, 6}}));
        accept(mark(BTC, 500_000));
        accept(price(2, 100));
    }

    private static Command state(final int instrument, final int state)
    {
        return command(SetInstrumentStateEncoder.TEMPLATE_ID, fields ->
        {
            fields.instrument = instrument;
            fields.state = state;
        });
    }

    private void refuseStates()
    {
        refuse(ResultCode.FIELD_OUT_OF_RANGE, 5, 6, state(BTC, 6));
        refuse(ResultCode.UNKNOWN_INSTRUMENT, 0, 77, state(77, 3));
        refuse(ResultCode.TRANSITION_NOT_ALLOWED, 0, 0, state(BTC, 0));
        accept(state(BTC, 3));
        refuse(ResultCode.INSTRUMENT_STATE, 0, 3, order(MAKER, 0, 100, 1));
        accept(state(BTC, 0));
    }

    private static Command limits(final Consumer<TwinLimits> terms)
    {
        return command(SetTradingLimitsEncoder.TEMPLATE_ID, fields ->
        {
            fields.instrument = BTC;
            fields.newLimits = new TwinLimits();
            terms.accept(fields.newLimits);
        });
    }

    private static Command killSwitch(final int scope, final long target, final int action)
    {
        return command(KillSwitchEncoder.TEMPLATE_ID, fields ->
        {
            fields.side = scope;
            fields.id = target;
            fields.type = action;
        });
    }

    private void refuseByKillSwitch()
    {
        refuse(ResultCode.FIELD_OUT_OF_RANGE, 3, 4, killSwitch(4, 0, 1));
        refuse(ResultCode.FIELD_OUT_OF_RANGE, 1, 2, killSwitch(3, 0, 2));
        refuse(ResultCode.UNKNOWN_PRINCIPAL, 0, 71, killSwitch(1, 71, 1));
        refuse(ResultCode.KILL_SWITCH_UNCHANGED, 1, 0, killSwitch(1, 70, 0));
        accept(killSwitch(1, 70, 1));
        refuse(ResultCode.KILL_SWITCH, 1, 70, order(MAKER, 0, 40_000, 1));
        accept(killSwitch(1, 70, 0));
    }

    private void refuseByLimits()
    {
        refuse(ResultCode.FIELD_OUT_OF_RANGE, 1, 2, limits(terms -> terms.breach = 2));
        accept(limits(terms ->
        {
            terms.reference = 40_000;
            terms.above = 10;
            terms.maxLots = 9;
            terms.maxValue = 400_000_000_000L;
            terms.minValue = 80_000_000_000L;
            terms.maxOpen = 1;
        }));
        refuse(ResultCode.STATIC_BAND, 40_010, 40_011, order(MAKER, 0, 40_011, 1));
        refuse(ResultCode.ORDER_LOTS_LIMIT, 9, 10, order(MAKER, 0, 40_000, 10));
        refuse(ResultCode.ORDER_VALUE_LIMIT, 400_000_000_000L, 450_000_000_000L, order(MAKER, 0, 40_000, 9));
        refuse(ResultCode.ORDER_VALUE_TOO_LOW, 80_000_000_000L, 40_000_000_000L, order(MAKER, 0, 40_000, 1));
        accept(order(MAKER, 0, 40_000, 2));
        refuse(ResultCode.OPEN_ORDERS_LIMIT, 1, 2, order(MAKER, 0, 40_000, 2));
        accept(command(CancelOrderEncoder.TEMPLATE_ID, fields ->
        {
            fields.account = MAKER;
            fields.id = 1;
        }));
        accept(limits(RefusalTest::asListed));
    }

    private void refuseOrders()
    {
        refuse(ResultCode.UNKNOWN_INSTRUMENT, 0, 77, order(MAKER, 0, 1, 1, fields -> fields.instrument = 77));
        refuse(ResultCode.FIELD_OUT_OF_RANGE, 0, 2, order(MAKER, 2, 50_000, 1));
        refuse(ResultCode.FIELD_OUT_OF_RANGE, 1, 0, order(MAKER, 0, 50_000, 0));
        refuse(ResultCode.FIELD_OUT_OF_RANGE, 1_000, 1_001, order(MAKER, 0, 50_000, 1_001));
        refuse(ResultCode.PRICE_OUT_OF_RANGE, 100_000, 100_001, order(MAKER, 0, 100_001, 1));
        refuse(ResultCode.UNKNOWN_ORDER, 0, 8, command(CancelOrderEncoder.TEMPLATE_ID, fields ->
        {
            fields.account = MAKER;
            fields.id = 8;
        }));
        accept(order(MAKER, 1, 50_000, 3));
        refuse(ResultCode.NOTHING_TO_REPLACE, 1, 3, command(ReplaceOrderEncoder.TEMPLATE_ID, fields ->
        {
            fields.account = MAKER;
            fields.id = 1;
            fields.price = 50_000;
            fields.lots = 3;
        }));
        accept(deposit(TRADER, 1, 200_000_000_000L));
        refuse(ResultCode.NOT_FILLABLE, 4, 3, order(TRADER, 0, 50_000, 4, fields -> fields.timeInForce = 2));
        refuse(ResultCode.WOULD_TRADE, 50_001, 50_000, order(TRADER, 0, 50_001, 1, fields -> fields.options = 1));
        refuse(ResultCode.NOT_REDUCING, 0, 1, order(TRADER, 0, 49_000, 1, fields -> fields.options = 2));
        accept(order(MAKER, 1, 50_000, 1));
        accept(order(MAKER, 1, 50_000, 1));
        accept(order(MAKER, 1, 50_000, 1));
        refuse(ResultCode.SWEEP_TOO_LARGE, 4, 5, order(TRADER, 0, 50_000, 6));
    }

    private void refuseClientOrderIds()
    {
        accept(order(MAKER, 0, 30_000, 1, fields -> fields.id = -5));
        final long live = lastOrderId();
        refuse(ResultCode.DUPLICATE_CLIENT_ORDER_ID, live, -5, order(MAKER, 1, 60_000, 1, fields -> fields.id = -5));
        refuse(ResultCode.UNKNOWN_ORDER, 0, 0, cancelByClientId(0));
        refuse(ResultCode.UNKNOWN_ORDER, 0, -6, cancelByClientId(-6));
        accept(cancelByClientId(-5));
        refuse(ResultCode.UNKNOWN_ORDER, 0, -5, cancelByClientId(-5));
    }

    private void refuseTerms()
    {
        refuse(ResultCode.EXPIRY_PASSED, 1, -7, extended(fields ->
        {
            fields.timeInForce = 3;
            fields.expireNs = -7;
        }));
        refuse(ResultCode.WOULD_TRIGGER, 500_000, 500_000, extended(fields -> stop(fields, 50_000)));
        accept(extended(fields -> stop(fields, 50_001)));
        final long waiting = lastOrderId();
        accept(state(BTC, 1));
        accept(mark(BTC, 500_010));
        accept(mark(BTC, 500_000));
        refuse(ResultCode.ORDER_WAITING, 0, waiting, command(ReplaceOrderEncoder.TEMPLATE_ID, fields ->
        {
            fields.account = MAKER;
            fields.id = waiting;
            fields.price = 1;
            fields.lots = 1;
        }));
        accept(command(CancelOrderEncoder.TEMPLATE_ID, fields ->
        {
            fields.account = MAKER;
            fields.id = waiting;
        }));
        accept(state(BTC, TwinControl.OPEN));
        refuse(ResultCode.ICEBERG_PARTS, 16, 17, extended(fields -> fields.display = 1));
    }

    private static void stop(final Command command, final long trigger)
    {
        command.type = 3;
        command.source = 1;
        command.trigger = trigger;
    }

    private static Command extended(final Consumer<Command> more)
    {
        final Command command = order(MAKER, 0, 30_000, 17).extended();
        more.accept(command);
        return command;
    }

    private long lastOrderId()
    {
        return new CommandAcceptedDecoder().wrapAndApplyHeader(engine.effects().buffer(),
            engine.effects().length() - EffectSink.frameLength(HEADER + CommandAcceptedDecoder.BLOCK_LENGTH) +
            EffectSink.FRAME_HEADER_LENGTH, new MessageHeaderDecoder()).orderId();
    }

    private static Command cancelByClientId(final long clientOrderId)
    {
        return command(CancelByClientIdEncoder.TEMPLATE_ID, fields ->
        {
            fields.account = MAKER;
            fields.id = clientOrderId;
        });
    }

    private void refuseRisk()
    {
        // 26 lots of 5 * 10^10 at the factor 1.6 * 5 % to 1.6 * 10 % need more than 2 * 10^11
        refuse(ResultCode.INSUFFICIENT_MARGIN, 128_000_000_000L, 100_000_000_000L,
            order(MAKER, 0, 1, 1, fields ->
            {
                fields.account = opened(3, 100_000_000_000L);
                fields.price = 49_000;
                fields.lots = 26;
            }));
        refuse(ResultCode.POSITION_LIMIT, 1_000, 1_006, order(MAKER, 1, 60_000, 1_000));
        for (int id = 11; id <= 12; id++)
        {
            accept(instrument(id, terms ->
            {
                terms.minMark = 1;
                terms.maxPosition = 100;
                terms.contractFactor = 1_000_000_000_000L;
                terms.maxMark = 11_000;
                terms.subTicks = 1;
            }));
            accept(mark(id, 1));
        }
        accept(instrument(13, terms ->
        {
            terms.contractFactor = 1_000_000_000_000L;
            terms.maxMark = 11_000;
            terms.subTicks = 1;
            terms.maxPosition = 100;
        }));
        accept(mark(13, 99));
        final long rich = 4;
        opened(rich, 1L << 59);
        accept(order(rich, 0, 1, 100, fields -> fields.instrument = 11));
        accept(order(rich, 0, 1, 100, fields -> fields.instrument = 12));
        refuse(ResultCode.MARK_BELOW_MINIMUM, 100, 99, order(rich, 0, 90, 100, fields -> fields.instrument = 13));
        accept(mark(13, 100));
        refuse(ResultCode.NOTIONAL_LIMIT, 1L << 61, 3_300_000_000_000_000_000L,
            order(rich, 0, 90, 100, fields -> fields.instrument = 13));
    }

    private long opened(final long id, final long cash)
    {
        accept(account(id));
        accept(deposit(id, 1, cash));
        return id;
    }

    private void refuseInDistress()
    {
        accept(order(TRADER, 0, 50_000, 3));
        accept(order(TRADER, 0, 50_000, 3));
        accept(order(MAKER, 1, 50_000, 10));
        accept(order(TRADER, 0, 50_000, 10));
        // 16 lots at 402,000: E 4.32 * 10^10 below IM 1.6 * 3.216 * 10^10, above the call at 1.27 times
        accept(mark(BTC, 402_000));
        refuse(ResultCode.RESTRICTED_ACCOUNT, 51_456_000_000L, 43_200_000_000L, order(TRADER, 0, 40_000, 1));
        // 16 lots: 8 * 10^11, MM 4 * 10^10; the loss of 1.2 * 10^10 for each per cent leaves too little
        accept(mark(BTC, 392_000));
        assertThat(engine.waitingAccounts()).isEqualTo(1);
        final long equity = 200_000_000_000L - 16 * 10_800_000_000L;
        final long maintenance = 31_360_000_000L;
        refuse(ResultCode.IMMEDIATE_ONLY, maintenance, equity, order(TRADER, 1, 39_300, 1));
        refuse(ResultCode.LIMIT_NOT_SAFE, 38_808, 38_000,
            order(TRADER, 1, 38_000, 1, fields -> fields.timeInForce = 1));
        refuse(ResultCode.REDUCE_ONLY_ACCOUNT, 40_768_000_000L, equity,
            order(TRADER, 0, 39_300, 1, fields -> fields.timeInForce = 1));
        refuse(ResultCode.INSUFFICIENT_MARGIN, 50_176_000_000L, equity - 1,
            move(WithdrawEncoder.TEMPLATE_ID, TRADER, 1, 1));
        accept(mark(BTC, 500_000));
    }

    private void refuseAtCapacity()
    {
        accept(session(72));
        refuseFull("sessions", 3, session(73));
        accept(asset(3, RefusalTest::asListed));
        refuseFull("assets", 3, asset(4, RefusalTest::asListed));
        refuseFull("instruments", 4, instrument(20, RefusalTest::asListed));
        refuseFull("accounts", 4, account(5));
        accept(price(3, 10));
        accept(deposit(TRADER, 2, 10));
        refuseFull("balances", 1, deposit(TRADER, 3, 10));
        accept(order(TRADER, 0, 1, 1, fields -> fields.instrument = 11));
        // TRADER holds two positions, MAKER one, the rich account two
        accept(order(MAKER, 0, 1, 1, fields -> fields.instrument = 11));
        refuseFull("positions", 6, order(3, 0, 49_000, 1));
        int resting = 0;
        while (send(order(MAKER, 0, 40_000, 1)) == ResultCode.ACCEPTED)
        {
            resting++;
        }
        assertThat(resting).isPositive();
        refuseFull("orders", 12, order(MAKER, 0, 40_000, 1));
        refuseFull("orders", 12, order(MAKER, 0, 40_001, 1));
        accept(order(MAKER, 0, 40_001, 1, fields -> fields.timeInForce = 1));
        closeAndFillLevels();
    }

    private void closeAndFillLevels()
    {
        engine.close();
        engine = new Engine(EngineLimits.builder().sessions(3).assets(3).instruments(4).accounts(4).balances(1)
            .positions(6).orders(50).priceLevels(8).fillsPerCommandMax(4).liquidationStepsPerCommand(4)
            .cancelsPerCommand(4).positionsPerAccount(1).build());
        accept(session(70));
        accept(asset(1, RefusalTest::asListed));
        accept(instrument(BTC, RefusalTest::asListed));
        accept(instrument(11, RefusalTest::asListed));
        accept(mark(BTC, 500_000));
        accept(mark(11, 500_000));
        opened(MAKER, CASH);
        for (int level = 0; level < 8; level++)
        {
            accept(order(MAKER, 0, 40_000 + level, 1));
        }
        refuseFull("priceLevels", 8, order(MAKER, 0, 41_000, 1));
        refuseFull("positions", 6, order(MAKER, 0, 40_000, 1, fields ->
        {
            fields.instrument = 11;
            fields.timeInForce = 1;
        }));
        accept(command(CancelOrderEncoder.TEMPLATE_ID, fields ->
        {
            fields.account = MAKER;
            fields.id = 1;
        }));
        accept(order(MAKER, 0, 41_000, 1));
    }

    private void refuseOneOrderTooMany()
    {
        final int most = EngineLimits.ORDERS_PER_ACCOUNT_MAX;
        engine.close();
        engine = new Engine(EngineLimits.builder().sessions(3).assets(3).instruments(4).accounts(4).balances(1)
            .positions(6).orders(most + 10L).priceLevels(8).positionsPerAccount(2).build());
        accept(session(70));
        accept(asset(1, RefusalTest::asListed));
        accept(instrument(BTC, terms -> terms.maxPosition = 10_000));
        accept(mark(BTC, 500_000));
        opened(MAKER, 1L << 59);
        for (int number = 0; number < most; number++)
        {
            accept(order(MAKER, 0, 40_000, 1));
        }
        refuse(ResultCode.ORDER_LIMIT, most, most + 1L, order(MAKER, 0, 40_000, 1));
    }

    private void refuseAroundAnAuction()
    {
        engine.close();
        engine = new Engine(limits());
        accept(session(70));
        accept(asset(1, RefusalTest::asListed));
        accept(instrument(BTC, RefusalTest::asListed));
        accept(mark(BTC, 500_000));
        opened(MAKER, CASH);
        opened(TRADER, CASH);
        refuseByKillSwitch();
        refuseByLimits();
        accept(state(BTC, 4));
        // one pair more than a command may meet
        for (int pair = 0; pair < 5; pair++)
        {
            accept(order(MAKER, 1, 50_000, 1));
            accept(order(TRADER, 0, 50_001, 1));
        }
        accept(state(BTC, 0));
        assertThat(engine.workLeft()).isTrue();
        send(order(MAKER, 1, 50_000, 1));
        refused(ResultCode.UNCROSSING, 0, 50_000);
        accept(state(BTC, 3));
        refuse(ResultCode.BOOK_CROSSED, 50_000, 50_001, state(BTC, 0));
    }

    private static Command sources(final int target, final int id, final TwinIndex.Terms terms)
    {
        return command(SetIndexSourcesEncoder.TEMPLATE_ID, fields ->
        {
            fields.target = target;
            fields.instrument = id;
            fields.newTerms = terms;
        });
    }

    /** One source of each weight and kind, numbered from 1. */
    private static TwinIndex.Terms sources(final int... weightsAndKinds)
    {
        final TwinIndex.Terms terms = new TwinIndex.Terms();
        for (int place = 0; place < weightsAndKinds.length; place += 2)
        {
            final TwinIndex.Source source = new TwinIndex.Source();
            source.id = place / 2 + 1;
            source.weight = weightsAndKinds[place];
            source.kind = weightsAndKinds[place + 1];
            terms.sources.add(source);
        }
        return terms;
    }

    /** Target, id, price, confidence, source, its time, its sequence. */
    private static Command quotes(final long[]... quotes)
    {
        return command(OraclePricesEncoder.TEMPLATE_ID, fields -> fields.quotes = quotes);
    }

    private void refuseHaircuts()
    {
        engine.close();
        engine = new Engine(EngineLimits.builder().sessions(3).assets(5).instruments(4).accounts(4).balances(4)
            .positions(6).orders(10).priceLevels(8).positionsPerAccount(2).build());
        accept(session(70));
        accept(asset(1, RefusalTest::asListed));
        for (int id = 2; id <= 4; id++)
        {
            accept(asset(id, terms ->
            {
                terms.maxBalance = 1L << 30;
                terms.maxPrice = 1L << 30;
            }));
            accept(price(id, 1));
        }
        accept(account(TRADER));
        refuse(ResultCode.BANDS_NOT_FALLING, 500_000, 500_001, bands(2, 0, 500_000, 10, 500_001));
        accept(bands(2, 0, 500_000, 10, 400_000));
        accept(deposit(TRADER, 2, 1L << 30));
        refuse(ResultCode.ASSET_IN_USE, 0, 1L << 30, bands(2, 0, 500_000));
        accept(deposit(TRADER, 3, 1L << 30));
        refuse(ResultCode.COLLATERAL_LIMIT, 1L << 61, (1L << 61) + (1L << 30), deposit(TRADER, 4, 1));
    }

    private void refuseMovesOutOfAccounts()
    {
        engine.close();
        engine = new Engine(limits());
        accept(session(70));
        accept(asset(1, RefusalTest::asListed));
        accept(instrument(BTC, RefusalTest::asListed));
        accept(mark(BTC, 500_000));
        accept(account(TRADER));
        accept(account(MAKER));
        accept(deposit(TRADER, 1, 6_000_000_000L));
        accept(deposit(MAKER, 1, CASH));
        refuse(ResultCode.SAME_ACCOUNT, 0, TRADER, transfer(TRADER, TRADER, 5));
        refuse(ResultCode.UNKNOWN_ACCOUNT, 0, 99, transfer(TRADER, 99, 5));
        accept(order(MAKER, 1, 50_000, 1));
        accept(order(TRADER, 0, 50_000, 1));
        // The lot is worth 5 * 10^10: a tenth of it stays, more than the initial requirement of 4 * 10^9.
        refuse(ResultCode.WITHDRAW_RULE, 5_000_000_000L, 4_999_999_999L,
            move(WithdrawEncoder.TEMPLATE_ID, TRADER, 1, 1_000_000_001));
        refuse(ResultCode.WITHDRAW_RULE, 5_000_000_000L, 4_999_999_999L, transfer(TRADER, MAKER, 1_000_000_001));
        refuse(ResultCode.INSUFFICIENT_MARGIN, 4_000_000_000L, 3_999_999_999L,
            move(WithdrawEncoder.TEMPLATE_ID, TRADER, 1, 2_000_000_001));
        refuse(ResultCode.FIELD_OUT_OF_RANGE, 1_000_000, 1_000_001,
            command(SetWithdrawRuleEncoder.TEMPLATE_ID, fields -> fields.ppm = 1_000_001));
        accept(command(SetExposureEncoder.TEMPLATE_ID, fields ->
        {
            fields.instrument = BTC;
            fields.newExposure = new TwinExposure();
            fields.newExposure.interestPpm = 500_000;
        }));
        accept(command(SetDepthEncoder.TEMPLATE_ID, fields ->
        {
            fields.instrument = BTC;
            fields.lots = 21;
        }));
        refuse(ResultCode.OPEN_INTEREST_LIMIT, 10, 11, order(MAKER, 1, 50_000, 10));
        refuseIsolated();
    }

    private void refuseIsolated()
    {
        accept(instrument(BTC + 1, RefusalTest::asListed));
        accept(mark(BTC + 1, 500_000));
        refuse(ResultCode.ISOLATED_ACCOUNT, TRADER, MAKER, isolated(TRADER, MAKER, 2));
        accept(isolated(TRADER, 5, 0));
        refuse(ResultCode.ISOLATED_ACCOUNT, 0, 5, isolated(5, 6, 0));
        accept(deposit(5, 1, CASH));
        refuse(ResultCode.ISOLATED_INSTRUMENT, BTC, BTC + 1, order(5, 0, 50_000, 1, fields ->
            fields.instrument = BTC + 1));
        accept(order(5, 0, 40_000, 1));
        refuse(ResultCode.ISOLATED_IN_USE, 0, 2, isolated(TRADER, 5, 2));
        accept(isolated(TRADER, 6, 0));
        engine.close();
        engine = new Engine(EngineLimits.builder().sessions(3).assets(3).instruments(4).accounts(4).balances(1)
            .positions(6).orders(12).priceLevels(8).positionsPerAccount(1).build());
        accept(session(70));
        accept(asset(1, RefusalTest::asListed));
        accept(instrument(BTC, RefusalTest::asListed));
        accept(account(TRADER));
        accept(isolated(TRADER, 5, 0));
        refuse(ResultCode.ISOLATED_LIMIT, 1, 2, isolated(TRADER, 6, 0));
    }

    private static Command isolated(final long parent, final long account, final int action)
    {
        return command(SetIsolatedEncoder.TEMPLATE_ID, fields ->
        {
            fields.account = parent;
            fields.to = account;
            fields.instrument = BTC;
            fields.type = action;
        });
    }

    private static Command transfer(final long from, final long to, final long amount)
    {
        final Command command = move(TransferEncoder.TEMPLATE_ID, from, 1, amount);
        command.to = to;
        return command;
    }

    private void refuseLoans()
    {
        engine.close();
        engine = new Engine(limits());
        accept(session(70));
        accept(asset(1, RefusalTest::asListed));
        accept(asset(2, RefusalTest::asListed));
        accept(account(TRADER));
        refuseLoanTerms();
        refuse(ResultCode.LOANS_NOT_LISTED, 0, 1, loan(SupplyPoolEncoder.TEMPLATE_ID, 1, 1));
        refuse(ResultCode.LOANS_NOT_LISTED, 0, 1, loan(WithdrawPoolEncoder.TEMPLATE_ID, 1, 1));
        refuse(ResultCode.LOANS_NOT_LISTED, 0, 1, loan(BorrowEncoder.TEMPLATE_ID, 1, 1));
        refuse(ResultCode.LOANS_NOT_LISTED, 0, 1, loan(RepayEncoder.TEMPLATE_ID, 1, 1));
        accept(loanTerms(1, fields ->
        {
            fields.reserve = 50;
            fields.minimum = 10;
        }));
        accept(loanTerms(2, fields -> fields.reserve = 0));
        refuse(ResultCode.UNKNOWN_ASSET, 0, 9, loan(BorrowEncoder.TEMPLATE_ID, 9, 1));
        refuse(ResultCode.UNKNOWN_ASSET, 0, 9, loan(SupplyPoolEncoder.TEMPLATE_ID, 9, 1));
        refuse(ResultCode.FIELD_OUT_OF_RANGE, 1, 0, loan(SupplyPoolEncoder.TEMPLATE_ID, 1, 0));
        refuse(ResultCode.BALANCE_LIMIT, Long.MAX_VALUE / 4, Long.MAX_VALUE,
            loan(SupplyPoolEncoder.TEMPLATE_ID, 1, Long.MAX_VALUE));
        accept(loan(SupplyPoolEncoder.TEMPLATE_ID, 1, 1_000));
        accept(loan(SupplyPoolEncoder.TEMPLATE_ID, 2, 1_000));
        refuse(ResultCode.INSUFFICIENT_BALANCE, 1_001, 1_000, loan(WithdrawPoolEncoder.TEMPLATE_ID, 1, 1_001));
        refuse(ResultCode.MARK_MISSING, 0, 2, loan(BorrowEncoder.TEMPLATE_ID, 2, 1));
        accept(command(PriceBatchEncoder.TEMPLATE_ID, fields -> fields.prices = new long[][]{{2, 1}}));
        refuse(ResultCode.POOL_LIMIT, 950, 951, loan(BorrowEncoder.TEMPLATE_ID, 1, 951));
        refuse(ResultCode.LOAN_TOO_SMALL, 10, 9, loan(BorrowEncoder.TEMPLATE_ID, 1, 9));
        refuse(ResultCode.INSUFFICIENT_MARGIN, 40, -3, loan(BorrowEncoder.TEMPLATE_ID, 1, 100));
        accept(deposit(TRADER, 1, 1_000));
        accept(loan(BorrowEncoder.TEMPLATE_ID, 1, 100));
        refuse(ResultCode.LOAN_EXCEEDED, 100, 101, loan(RepayEncoder.TEMPLATE_ID, 1, 101));
        refuse(ResultCode.LOAN_TOO_SMALL, 10, 9, loan(RepayEncoder.TEMPLATE_ID, 1, 91));
        refuse(ResultCode.LOAN_EXCEEDED, 0, 7, loan(RepayEncoder.TEMPLATE_ID, 2, 7));
        refuse(ResultCode.FIELD_OUT_OF_RANGE, 0, -1, loan(RepayEncoder.TEMPLATE_ID, 1, -1));
        refuse(ResultCode.ASSET_IN_USE, 0, 100, loanTerms(1, fields -> fields.weightPpm = 1_040_000));
        refuse(ResultCode.CAPACITY_EXCEEDED, 1, 2, loan(BorrowEncoder.TEMPLATE_ID, 2, 10));
        accept(deposit(TRADER, 2, 1_000_000));
        accept(move(WithdrawEncoder.TEMPLATE_ID, TRADER, 1, 1_050));
        refuse(ResultCode.INSUFFICIENT_BALANCE, 100, 50, loan(RepayEncoder.TEMPLATE_ID, 1, 0));
    }

    private void refuseWhatIsShort()
    {
        engine.close();
        engine = new Engine(limits());
        accept(session(70));
        accept(asset(1, RefusalTest::asListed));
        accept(asset(2, RefusalTest::asListed));
        accept(instrument(BTC, terms ->
        {
            terms.takerFeePpm = 0;
            terms.makerFeePpm = 0;
        }));
        accept(mark(BTC, 500_000));
        accept(price(2, 1));
        accept(account(TRADER));
        accept(account(MAKER));
        accept(deposit(TRADER, 2, 1L << 40));
        accept(deposit(MAKER, 1, CASH));
        accept(order(MAKER, 1, 50_000, 1));
        accept(order(TRADER, 0, 50_000, 1));
        accept(mark(BTC, 400_000));
        accept(order(MAKER, 0, 40_000, 1));
        accept(order(TRADER, 1, 40_000, 1));
        refuse(ResultCode.CUSTODY_LIMIT, CASH, CASH + 1, move(WithdrawEncoder.TEMPLATE_ID, MAKER, 1, CASH + 1));
    }

    private void refuseLoanTerms()
    {
        refuse(ResultCode.UNKNOWN_ASSET, 0, 9, loanTerms(9, fields -> fields.reserve = 0));
        refuse(ResultCode.FIELD_OUT_OF_RANGE, 1_000_000, 999_999, loanTerms(1, fields -> fields.weightPpm = 999_999));
        refuse(ResultCode.FIELD_OUT_OF_RANGE, 1_000_001, 1_000_000,
            loanTerms(1, fields -> fields.thetaPpm = 1_000_000));
        refuse(ResultCode.FIELD_OUT_OF_RANGE, 1_000_000_000L, 0, loanTerms(1, fields -> fields.intervalNs = 0));
        refuse(ResultCode.FIELD_OUT_OF_RANGE, 10_000_000, 10_000_001,
            loanTerms(1, fields -> fields.interestPpm = 10_000_001));
        refuse(ResultCode.FIELD_OUT_OF_RANGE, 0, -1, loanTerms(1, fields -> fields.reserve = -1));
        refuse(ResultCode.FIELD_OUT_OF_RANGE, 1_000_000, 1_000_001,
            loanTerms(1, fields -> fields.sharePpm = 1_000_001));
        refuse(ResultCode.FIELD_OUT_OF_RANGE, 0, -1, loanTerms(1, fields -> fields.minimum = -1));
        refuse(ResultCode.INITIAL_FACTOR_TOO_LOW, 1_375_000, 1_374_999,
            loanTerms(1, fields -> fields.factorPpm = 1_374_999));
    }

    private static Command loanTerms(final int asset, final Consumer<TwinPool> change)
    {
        return command(SetLoanTermsEncoder.TEMPLATE_ID, fields ->
        {
            fields.asset = asset;
            fields.newPool = new TwinPool();
            fields.newPool.intervalNs = 3_600_000_000_000L;
            fields.newPool.weightPpm = 1_030_000;
            fields.newPool.thetaPpm = 1_050_000;
            fields.newPool.factorPpm = 1_400_000;
            fields.newPool.interestPpm = 50_000;
            fields.newPool.sharePpm = 100_000;
            change.accept(fields.newPool);
        });
    }

    private static Command loan(final int template, final int asset, final long amount)
    {
        return command(template, fields ->
        {
            fields.account = TRADER;
            fields.asset = asset;
            fields.amount = amount;
        });
    }

    private static Command bands(final int asset, final long... lowersAndWeights)
    {
        return command(SetHaircutBandsEncoder.TEMPLATE_ID, fields ->
        {
            fields.asset = asset;
            fields.bands = new long[lowersAndWeights.length / 2][];
            for (int band = 0; band < fields.bands.length; band++)
            {
                fields.bands[band] = new long[]{lowersAndWeights[2 * band], lowersAndWeights[2 * band + 1]};
            }
        });
    }

    private void refuseOracles()
    {
        engine.close();
        engine = new Engine(limits());
        accept(session(70));
        accept(asset(1, RefusalTest::asListed));
        accept(asset(2, RefusalTest::asListed));
        accept(instrument(BTC, RefusalTest::asListed));
        refuse(ResultCode.FIELD_OUT_OF_RANGE, 1, 2, sources(2, BTC, sources(1, 0)));
        refuse(ResultCode.UNKNOWN_INSTRUMENT, 0, 77, sources(0, 77, sources(1, 0)));
        refuse(ResultCode.REFERENCE_ASSET, 0, 1, sources(1, 1, sources(1, 0)));
        refuse(ResultCode.FIELD_OUT_OF_RANGE, 16, 17, sources(0, BTC, sources(new int[34])));
        refuse(ResultCode.FIELD_OUT_OF_RANGE, 3, 4, sources(1, 2, sources(1, 0, 1, 4)));
        refuse(ResultCode.OWN_BOOK_WEIGHT, 2, 3, sources(0, BTC, sources(4, 0, 3, 3)));
        refuse(ResultCode.OWN_BOOK_WEIGHT, 0, 1, sources(1, 2, sources(9, 1, 1, 3)));
        final TwinIndex.Terms twice = sources(1, 0, 1, 0);
        twice.sources.get(1).id = 1;
        refuse(ResultCode.DUPLICATE_SOURCE, 0, 1, sources(0, BTC, twice));
        final TwinIndex.Terms heavy = sources(1, 0, 2, 0);
        heavy.minWeight = 4;
        refuse(ResultCode.FIELD_OUT_OF_RANGE, 3, 4, sources(0, BTC, heavy));
        accept(sources(0, BTC, sources(1, 0, 2, 0)));
        refuse(ResultCode.PRICED_BY_SOURCES, 2, BTC, mark(BTC, 40_000));
        refuse(ResultCode.UNKNOWN_SOURCE, 0, 3, quotes(new long[]{0, BTC, 40_000, 0, 3, 1, 1}));
        refuse(ResultCode.ORACLE_SEQUENCE, 1, 0, quotes(new long[]{0, BTC, 40_000, 0, 1, 1, 0}));
        refuse(ResultCode.ORACLE_TIME, 4_001, 4_002, quotes(new long[]{0, BTC, 40_000, 0, 1, 4_002, 1}));
        refuse(ResultCode.ORACLE_TIME, 0, -1, quotes(new long[]{0, BTC, 40_000, 0, 1, -1, 1}));
        refuse(ResultCode.FIELD_OUT_OF_RANGE, 0, -1, quotes(new long[]{0, BTC, 40_000, -1, 1, 1, 1}));
        refuse(ResultCode.PRICE_OUT_OF_RANGE, 1_000_000, 1_000_001, quotes(new long[]{0, BTC, 1_000_001, 0, 1, 1, 1}));
        final long[] said = {0, BTC, 40_000, 0, 1, 1, 9};
        refuse(ResultCode.DUPLICATE_PRICE, 0, BTC, quotes(said, said));
        accept(quotes(said));
        refuse(ResultCode.ORACLE_SEQUENCE, 10, 9, quotes(said));
        accept(quotes(new long[]{0, BTC, 0, 0, 1, 1, 10}));
        accept(account(MAKER));
        accept(deposit(MAKER, 1, CASH));
        refuse(ResultCode.ORACLE_STATE, BTC, 4, order(MAKER, 0, 40_000, 1));
    }
}
