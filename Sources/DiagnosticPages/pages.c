#include "DiagnosticPages.h"

// All pages, one after the other. A page that is not named here is in no program.
static const unsigned char pages[] = {
#embed "pages/P101.md"
  ,
#embed "pages/P102.md"
  ,
#embed "pages/P103.md"
  ,
#embed "pages/P104.md"
  ,
#embed "pages/P105.md"
  ,
#embed "pages/P106.md"
  ,
#embed "pages/P107.md"
  ,
#embed "pages/P108.md"
  ,
#embed "pages/P109.md"
  ,
#embed "pages/P110.md"
  ,
#embed "pages/P111.md"
  ,
#embed "pages/P112.md"
  ,
#embed "pages/P201.md"
  ,
#embed "pages/P202.md"
  ,
#embed "pages/P203.md"
  ,
#embed "pages/P204.md"
  ,
#embed "pages/P205.md"
  ,
#embed "pages/P206.md"
  ,
#embed "pages/P207.md"
  ,
#embed "pages/P208.md"
  ,
#embed "pages/P209.md"
  ,
#embed "pages/P210.md"
  ,
#embed "pages/P211.md"
  ,
#embed "pages/P301.md"
  ,
#embed "pages/P302.md"
  ,
#embed "pages/P303.md"
  ,
#embed "pages/P304.md"
  ,
#embed "pages/P305.md"
  ,
#embed "pages/P306.md"
  ,
#embed "pages/P307.md"
  ,
#embed "pages/P308.md"
  ,
#embed "pages/P309.md"
  ,
#embed "pages/P310.md"
  ,
#embed "pages/P311.md"
  ,
#embed "pages/P312.md"
  ,
#embed "pages/P313.md"
  ,
#embed "pages/P314.md"
  ,
#embed "pages/P315.md"
  ,
#embed "pages/P316.md"
  ,
#embed "pages/P317.md"
  ,
#embed "pages/P318.md"
  ,
#embed "pages/P319.md"
  ,
#embed "pages/P401.md"
  ,
#embed "pages/P402.md"
  ,
#embed "pages/P403.md"
  ,
#embed "pages/P404.md"
  ,
#embed "pages/P501.md"
  ,
#embed "pages/P502.md"
  ,
#embed "pages/P503.md"
  ,
#embed "pages/P504.md"
  ,
#embed "pages/P505.md"
  ,
#embed "pages/P506.md"
  ,
#embed "pages/P507.md"
  ,
#embed "pages/P508.md"
  ,
#embed "pages/P509.md"
  ,
#embed "pages/P510.md"
  ,
#embed "pages/P511.md"
  ,
#embed "pages/P512.md"
  ,
#embed "pages/P513.md"
  ,
#embed "pages/P514.md"
  ,
#embed "pages/P515.md"
  ,
#embed "pages/P516.md"
  ,
#embed "pages/P517.md"
  ,
#embed "pages/P518.md"
  ,
#embed "pages/P519.md"
  ,
#embed "pages/P520.md"
  ,
#embed "pages/P521.md"
  ,
#embed "pages/P522.md"
  ,
#embed "pages/P523.md"
  ,
#embed "pages/P601.md"
  ,
#embed "pages/P602.md"
  ,
#embed "pages/P603.md"
  ,
#embed "pages/P604.md"
  ,
#embed "pages/P605.md"
  ,
#embed "pages/P606.md"
  ,
#embed "pages/P607.md"
  ,
#embed "pages/P608.md"
  ,
#embed "pages/P609.md"
  ,
#embed "pages/P610.md"
  ,
#embed "pages/P611.md"
  ,
#embed "pages/P613.md"
  ,
#embed "pages/P614.md"
  ,
#embed "pages/P615.md"
  ,
#embed "pages/P616.md"
  ,
#embed "pages/P617.md"
  ,
#embed "pages/P618.md"
  ,
#embed "pages/P701.md"
  ,
#embed "pages/P702.md"
  ,
#embed "pages/P703.md"
  ,
#embed "pages/P704.md"
  ,
#embed "pages/P705.md"
  ,
#embed "pages/P801.md"
  ,
#embed "pages/P802.md"
  ,
#embed "pages/P803.md"
  ,
#embed "pages/P804.md"
  ,
#embed "pages/P805.md"
  ,
#embed "pages/P806.md"
  ,
#embed "pages/P808.md"
  ,
#embed "pages/P809.md"
  ,
#embed "pages/P901.md"
  ,
#embed "pages/P902.md"
  ,
#embed "pages/P903.md"
  ,
#embed "pages/P904.md"
  ,
#embed "pages/P910.md"
  ,
#embed "pages/P911.md"
  ,
#embed "pages/P912.md"
  ,
#embed "pages/P913.md"
  ,
#embed "pages/P914.md"
  ,
#embed "pages/P915.md"
  ,
#embed "pages/P916.md"
  ,
#embed "pages/P917.md"
};

const unsigned char *diagnostic_pages(void) { return pages; }

size_t diagnostic_pages_size(void) { return sizeof pages; }
