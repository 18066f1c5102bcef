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
 * The one place where state lives: an arena of named slabs of fixed-size records outside the Java heap, and the
 * structures built from slabs: slot pools, hash tables, ordered indexes and heaps.
 * <p>
 * Records refer to each other by index, never by address, and index 0 of a pool is the absent link everywhere. Objects
 * of these classes hold no state of their own: what outlives a call is in a slab, so that a copy of the arena is a copy
 * of the whole. Everything is reserved by the constructors; afterwards no method allocates. One thread at a time.
 */
package io.plimsoll.core.memory;
