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
 * Exact integer arithmetic: the only place where money is multiplied or divided. The direction of rounding is in the
 * name of the method; a result that does not fit is refused with an {@link ArithmeticException}, never wrapped.
 * Nothing here allocates, except the message of a refusal.
 */
package io.plimsoll.core.fixed;
