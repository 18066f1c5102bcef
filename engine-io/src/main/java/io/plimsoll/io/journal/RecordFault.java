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
package io.plimsoll.io.journal;

/**
 * What can be wrong with a finished document, in the order in which it is looked for.
 */
enum RecordFault
{
    NONE("is whole"),
    MAGIC("does not begin with the magic of a record"),
    LENGTH("states a length that is not that of its document"),
    CRC("does not match its CRC"),
    SHAPE("states a command longer than itself, or an unknown type"),
    PLACE("is an epoch header behind the first record, or follows a poison record"),
    EPOCH("belongs to another epoch"),
    SEQUENCE("does not carry the next sequence"),
    CHAIN("does not continue the chain"),
    TIME("is older than the one before");

    private final String sentence;

    RecordFault(final String sentence)
    {
        this.sentence = sentence;
    }

    String sentence()
    {
        return sentence;
    }
}
