// SPDX-License-Identifier: Apache-2.0

import Claims
import Values

extension QualifiedReference {
  var json: JSON {
    .members(
      ("qualifier", .string(qualifier)), ("value", .string(value)),
      ("description", description.map(JSON.string)))
  }
}

extension QualifiedDate {
  var json: JSON {
    .members(
      ("qualifier", .string(qualifier)), (through == nil ? "date" : "from", from.map(JSON.date)),
      ("through", through.map(JSON.date)), ("time", time.map(JSON.string)))
  }
}

extension QualifiedAmount {
  var json: JSON {
    .members(("qualifier", .string(qualifier)), ("amount", .money(amount)))
  }
}

extension QualifiedQuantity {
  var json: JSON {
    .members(("qualifier", .string(qualifier)), ("quantity", .quantity(quantity)))
  }
}

extension Paperwork {
  var json: JSON {
    .members(
      ("reportType", .string(reportType)), ("transmission", transmission.map(JSON.string)),
      ("controlNumber", controlNumber.map(JSON.string)),
      ("description", description.map(JSON.string)))
  }
}

extension Contract {
  var json: JSON {
    .members(
      ("type", type.map(JSON.string)), ("amount", amount.map(JSON.money)),
      ("percent", percent.map(JSON.quantity)), ("code", code.map(JSON.string)),
      ("termsDiscount", termsDiscount.map(JSON.quantity)),
      ("version", version.map(JSON.string)))
  }
}

extension ClaimNote {
  var json: JSON { .members(("kind", .string(kind)), ("text", .string(text))) }
}

extension AmbulanceTransport {
  var json: JSON {
    .members(
      ("patientWeight", patientWeight.map(JSON.quantity)), ("type", type.map(JSON.string)),
      ("reason", reason.map(JSON.string)), ("miles", miles.map(JSON.quantity)),
      ("roundTripPurpose", roundTripPurpose.map(JSON.string)),
      ("stretcherPurpose", stretcherPurpose.map(JSON.string)))
  }
}

extension SpinalManipulation {
  var json: JSON {
    .members(
      ("condition", condition.map(JSON.string)), ("description", description.map(JSON.string)),
      ("furtherDescription", furtherDescription.map(JSON.string)))
  }
}

extension ConditionIndicator {
  var json: JSON {
    .members(
      ("category", .string(category)), ("applies", .bool(applies)), ("codes", .strings(codes)))
  }
}

extension Repricing {
  var json: JSON {
    .members(
      ("methodology", methodology.map(JSON.string)), ("allowed", allowed.map(JSON.money)),
      ("savings", savings.map(JSON.money)), ("organizationId", organizationID.map(JSON.string)),
      ("rate", rate.map(JSON.quantity)), ("group", group.map(JSON.string)),
      ("groupAmount", groupAmount.map(JSON.money)), ("revenueCode", revenueCode.map(JSON.string)),
      ("codeList", codeList.map(JSON.string)), ("code", code.map(JSON.string)),
      ("unitBasis", unitBasis.map(JSON.string)), ("units", units.map(JSON.quantity)),
      ("rejectReason", rejectReason.map(JSON.string)),
      ("policyCompliance", policyCompliance.map(JSON.string)),
      ("exception", exception.map(JSON.string)))
  }
}

extension Adjustment {
  var claimJSON: JSON {
    .members(
      ("group", .string(group)), ("reason", .string(reason)), ("amount", .money(amount)),
      ("quantity", quantity.map(JSON.quantity)))
  }
}

extension BilledService {
  var claimJSON: JSON {
    .members(
      ("codeList", .string(codeList)), ("code", .string(code)),
      ("modifiers", .strings(modifiers)), ("description", description.map(JSON.string)))
  }
}
