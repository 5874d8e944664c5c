// SPDX-License-Identifier: Apache-2.0

import Claims
import Values

extension ProviderSummary: FieldForm {
  mutating func fields<Pass: FieldPass>(_ pass: inout Pass) {
    pass.value(1, "provider", &provider)
    pass.value(2, "facilityType", &facilityType)
    pass.value(3, "fiscalPeriodEnd", &fiscalPeriodEnd)
    pass.value(4, "claimCount", &claimCount)
    pass.value(5, "charge", &charge)
    pass.value(13, "primaryPayerPaid", &primaryPayerPaid)
    pass.value(15, "nonLaboratoryCharge", &nonLaboratoryCharge)
    pass.value(17, "hcpcsCharge", &hcpcsCharge)
    pass.value(18, "hcpcsPayable", &hcpcsPayable)
    pass.value(20, "professionalComponent", &professionalComponent)
    pass.value(21, "primaryPayerPatientLiability", &primaryPayerPatientLiability)
    pass.value(22, "patientReimbursement", &patientReimbursement)
    pass.value(23, "interimClaimCount", &interimClaimCount)
    pass.value(24, "interimAdjustment", &interimAdjustment)
  }
}

extension ProviderSupplement: FieldForm {
  mutating func fields<Pass: FieldPass>(_ pass: inout Pass) {
    pass.value(1, "drg", &drg)
    pass.value(2, "federal", &federal)
    pass.value(3, "hospital", &hospital)
    pass.value(4, "disproportionateShare", &disproportionateShare)
    pass.value(5, "capital", &capital)
    pass.value(6, "indirectMedicalEducation", &indirectMedicalEducation)
    pass.value(7, "dayOutlierCount", &dayOutlierCount)
    pass.value(8, "dayOutlier", &dayOutlier)
    pass.value(9, "costOutlier", &costOutlier)
    pass.value(10, "averageLengthOfStay", &averageLengthOfStay)
    pass.value(11, "dischargeCount", &dischargeCount)
    pass.value(12, "costReportDays", &costReportDays)
    pass.value(13, "coveredDays", &coveredDays)
    pass.value(14, "noncoveredDays", &noncoveredDays)
    pass.value(15, "secondaryPassThrough", &secondaryPassThrough)
    pass.value(16, "averageWeight", &averageWeight)
    pass.value(17, "capitalFederal", &capitalFederal)
    pass.value(18, "capitalHospital", &capitalHospital)
    pass.value(19, "capitalDisproportionateShare", &capitalDisproportionateShare)
  }
}

extension InpatientAdjudication: FieldForm {
  mutating func fields<Pass: FieldPass>(_ pass: inout Pass) {
    pass.value(1, "coveredDays", &coveredDays)
    pass.value(2, "operatingOutlier", &operatingOutlier)
    pass.value(3, "lifetimePsychiatricDays", &lifetimePsychiatricDays)
    pass.value(4, "drg", &drg)
    pass.value(6, "disproportionateShare", &disproportionateShare)
    pass.value(7, "secondaryPassThrough", &secondaryPassThrough)
    pass.value(8, "capital", &capital)
    pass.value(9, "capitalFederal", &capitalFederal)
    pass.value(10, "capitalHospital", &capitalHospital)
    pass.value(11, "capitalDisproportionateShare", &capitalDisproportionateShare)
    pass.value(12, "oldCapital", &oldCapital)
    pass.value(13, "capitalEducation", &capitalEducation)
    pass.value(14, "operatingHospital", &operatingHospital)
    pass.value(15, "costReportDays", &costReportDays)
    pass.value(16, "operatingFederal", &operatingFederal)
    pass.value(17, "capitalOutlier", &capitalOutlier)
    pass.value(18, "indirectTeaching", &indirectTeaching)
    pass.value(19, "nonpayableProfessional", &nonpayableProfessional)
    pass.list([5, 20, 21, 22, 23], "remarks", &remarks)
    pass.value(24, "capitalException", &capitalException)
  }
}

extension OutpatientAdjudication: FieldForm {
  mutating func fields<Pass: FieldPass>(_ pass: inout Pass) {
    pass.value(1, "reimbursementRate", &reimbursementRate)
    pass.value(2, "hcpcsPayable", &hcpcsPayable)
    pass.list([3, 4, 5, 6, 7], "remarks", &remarks)
    pass.value(8, "renalDisease", &renalDisease)
    pass.value(9, "nonpayableProfessional", &nonpayableProfessional)
  }
}
