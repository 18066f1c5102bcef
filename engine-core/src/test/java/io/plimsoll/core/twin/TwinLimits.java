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

import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.generated.BandBreach;
import io.plimsoll.core.codec.generated.TradingLimitsChangedEncoder;

/** Bands and limits of the orders of one instrument, as a command says them; 0 is none. */
final class TwinLimits
{
    long reference;
    long below;
    long above;
    long maxValue;
    long maxLots;
    long minValue;
    int maxOpen;
    int bandPpm;
    int breach;

    /** The lowest limit, 0 if there is no static band. */
    long low()
    {
        return reference == 0 ? 0 : Exact.big(reference).subtract(Exact.big(below)).max(Exact.big(1)).longValueExact();
    }

    long high(final TwinInstrument instrument)
    {
        return reference == 0 ? 0 :
            Exact.big(reference).add(Exact.big(above)).min(Exact.big(instrument.mostTicks())).longValueExact();
    }

    boolean admits(final TwinInstrument instrument, final long price)
    {
        return reference == 0 || price >= low() && price <= high(instrument);
    }

    /** Sets these limits; says why not. */
    void set(final TwinState state, final TwinInstrument instrument, final TwinRefusal refusal)
    {
        final long widest = reference == 0 ? 0 : Long.MAX_VALUE;
        final long most = Long.MAX_VALUE;
        if (reference < 0 || reference > instrument.mostTicks())
        {
            refusal.refuse(
                ResultCode.PRICE_OUT_OF_RANGE, reference < 0 ? 0 : instrument.mostTicks(), reference);
        }
        else if (in(refusal, below, widest) && in(refusal, above, widest) && in(refusal, breach, 1) &&
            in(refusal, bandPpm, 1_000_000) && in(refusal, maxOpen, Integer.MAX_VALUE) && in(refusal, maxLots, most) &&
            in(refusal, maxValue, most) && in(refusal, minValue, maxValue == 0 ? most : maxValue))
        {
            instrument.limits = this;
            report(state.effects, instrument);
        }
    }

    private static boolean in(final TwinRefusal refusal, final long value, final long most)
    {
        if (value < 0 || value > most)
        {
            refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, value < 0 ? 0 : most, value);
            return false;
        }
        return true;
    }

    private void report(final TwinEffects effects, final TwinInstrument instrument)
    {
        new TradingLimitsChangedEncoder()
            .wrapAndApplyHeader(effects.buffer(),
                effects.claim(TwinEffects.EVERYBODY, TradingLimitsChangedEncoder.BLOCK_LENGTH), effects.header())
            .staticLowTicks(low())
            .staticHighTicks(high(instrument))
            .maxOrderValueAtoms(maxValue)
            .maxOrderLots(maxLots)
            .minOrderValueAtoms(minValue)
            .instrumentId(instrument.id)
            .maxOpenOrders(maxOpen)
            .dynamicBandPpm(bandPpm)
            .bandBreach(BandBreach.get((short)breach));
    }

    /** Whether an order is within the limits; says why not. */
    boolean admits(
        final TwinOrder order, final boolean mayRest, final TwinOrder replaced, final TwinRefusal refusal)
    {
        final TwinInstrument instrument = order.instrument;
        final long lots = order.remaining;
        final long atLimit = instrument.filled(lots, order.price);
        final long value = Math.max(atLimit, instrument.notional(lots));
        final long held = order.account.lots(instrument);
        final long open = order.account.orders.stream().filter(
            other -> other.instrument == instrument && !other.isWaiting()).count();
        if (!admits(instrument, order.price))
        {
            refusal.refuse(ResultCode.STATIC_BAND, order.price < low() ? low() : high(instrument), order.price);
        }
        else if (maxLots != 0 && lots > maxLots)
        {
            refusal.refuse(ResultCode.ORDER_LOTS_LIMIT, maxLots, lots);
        }
        else if (maxValue != 0 && value > maxValue)
        {
            refusal.refuse(ResultCode.ORDER_VALUE_LIMIT, maxValue, value);
        }
        else if (atLimit < minValue && held != (order.side == TwinBook.SELL ? lots : -lots))
        {
            refusal.refuse(ResultCode.ORDER_VALUE_TOO_LOW, minValue, atLimit);
        }
        else if (maxOpen != 0 && mayRest && replaced == null && open >= maxOpen)
        {
            refusal.refuse(ResultCode.OPEN_ORDERS_LIMIT, maxOpen, open + 1);
        }
        return refusal.code == ResultCode.ACCEPTED;
    }

    /** The worst price at which an order may trade at once. */
    long reach(final TwinOrder order)
    {
        final TwinInstrument instrument = order.instrument;
        if (bandPpm == 0 || order.postOnly)
        {
            return order.price;
        }
        final long from = instrument.reference();
        final long width = Math.max(1, from * bandPpm / 1_000_000);
        return order.side == TwinBook.BUY ? Math.min(order.price, from + width) : Math.max(order.price, from - width);
    }
}
