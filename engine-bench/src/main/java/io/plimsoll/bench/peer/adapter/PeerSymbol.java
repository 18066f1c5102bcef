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
package io.plimsoll.bench.peer.adapter;

import exchange.core2.core.common.CoreSymbolSpecification;
import exchange.core2.core.common.SymbolType;

/** The symbols of the peer's own benchmarks. */
final class PeerSymbol
{
    static final int ID = 40_000;
    static final int BASE_CURRENCY = 978;
    static final int QUOTE_CURRENCY = 840;

    private static final int MARGIN_BUY = 2_200;
    private static final int MARGIN_SELL = 3_210;
    private static final int BASE_SCALE = 100;
    private static final int QUOTE_SCALE = 10;
    private static final int MAKER_FEE = 847;
    private static final int TAKER_FEE = 1_160;

    private PeerSymbol()
    {
    }

    /** As its throughput tests draw it: fees, and no margin at all. */
    static CoreSymbolSpecification ofPipeline()
    {
        return symbol(0, 0, MAKER_FEE, TAKER_FEE);
    }

    /** With the margin of its book test, that its risk engine have something to hold. */
    static CoreSymbolSpecification withMargin()
    {
        return symbol(MARGIN_BUY, MARGIN_SELL, MAKER_FEE, TAKER_FEE);
    }

    private static CoreSymbolSpecification symbol(
        final long marginBuy, final long marginSell, final long makerFee, final long takerFee)
    {
        return CoreSymbolSpecification.builder().symbolId(ID).type(SymbolType.FUTURES_CONTRACT)
            .baseCurrency(BASE_CURRENCY).quoteCurrency(QUOTE_CURRENCY).baseScaleK(BASE_SCALE).quoteScaleK(QUOTE_SCALE)
            .marginBuy(marginBuy).marginSell(marginSell).makerFee(makerFee).takerFee(takerFee).build();
    }
}
