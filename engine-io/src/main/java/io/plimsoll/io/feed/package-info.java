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

/**
 * Market data out: the books order by order and level by level, trades, best prices and states, derived from what the
 * engine journals, published as increments and periodic snapshots, and rebuilt by a reader that may join late or miss
 * messages. Nothing private is published. The engine thread does no more for it than to hand its documents over.
 */
package io.plimsoll.io.feed;
