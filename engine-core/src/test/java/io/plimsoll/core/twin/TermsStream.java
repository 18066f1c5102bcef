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

import java.util.Random;

/** Gives random orders terms that few orders have, most of them valid. */
final class TermsStream
{
    private static final int GTD = 3;
    private static final int DAY = 4;

    private final Random random;

    TermsStream(final Random random)
    {
        this.random = random;
    }

    Command extend(final Command plain, final long nowNs, final long price)
    {
        final Command command = plain.extended();
        if (random.nextInt(3) != 0)
        {
            hide(command);
        }
        switch (random.nextInt(10))
        {
            case 0, 1, 2 ->
            {
                command.timeInForce = GTD;
                command.expireNs = nowNs + 1 + random.nextInt(random.nextBoolean() ? 40_000 : 4_000);
            }
            case 3 -> command.timeInForce = DAY;
            case 4 ->
            {
                command.timeInForce = random.nextInt(6);
                command.expireNs = nowNs + random.nextInt(9) - 4;
            }
            default -> command.expireNs = 0;
        }
        if (random.nextInt(3) == 0)
        {
            stop(command, price);
        }
        return command;
    }

    /** Mostly a little behind the price, where it does not trigger at once. */
    private void stop(final Command command, final long price)
    {
        command.type = 2 + random.nextInt(2);
        command.source = random.nextInt(30) == 0 ? random.nextInt(6) : 1 + random.nextInt(3);
        final long width = Math.max(3, price / 60);
        final long away = random.nextInt((int)Math.min(1_000_000, width)) - width / 20;
        command.trigger = random.nextInt(40) == 0 ? random.nextInt(3) - 1 :
            price + (command.side == 0 ? away : -away);
        if (command.type == 2)
        {
            command.display = random.nextInt(20) == 0 ? command.display : 0;
            command.options &= random.nextInt(20) == 0 ? ~0 : ~33;
            command.price = random.nextInt(3) == 0 ? command.price : 0;
        }
    }

    private void hide(final Command command)
    {
        command.timeInForce = 0;
        command.type = 0;
        command.price = Math.max(1, command.price);
        command.options &= random.nextInt(20) == 0 ? ~0 : ~2;
        command.lots += random.nextInt(40);
        command.display = 1 + command.lots / (1 + random.nextInt(20));
        if (random.nextInt(25) == 0)
        {
            command.display = random.nextInt(60) - 2;
        }
    }
}
